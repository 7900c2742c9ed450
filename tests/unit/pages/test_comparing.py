"""What related reading compares of an article: names and words of headlines."""

from generator.pages.comparing import Words, quoted


def test_words_of_headlines() -> None:
    """A headline's quotations, and tags of three characters and more that stand in it, are shared words too."""
    words = Words()
    for word in ("市民热线", "热线", "路灯下"):
        words.add(word, ("2026-03-11", 0))
    assert list(words.within("何映秋到市民热线中心值守")) == ["市民热线"]
    assert quoted("“春风送岗”与《石桥早市》") == ("春风送岗", "石桥早市")


def test_the_first_article_of_a_word_counts() -> None:
    """In whatever order articles give a word, that of the earliest is known; dropped, it is looked for no longer."""
    words = Words()
    for day in ("2026-03-11", "2026-03-04", "2026-03-18"):
        words.add("市民热线", (day, 0))
    assert words.first == {"市民热线": ("2026-03-04", 0)}
    words.drop("市民热线")
    assert not list(words.within("何映秋到市民热线中心值守"))


def test_one_word_is_found_among_few_and_among_many() -> None:
    """Whether a headline has any of the words does not depend on how many words there are."""
    for count in (1, 200):
        words = Words()
        for number in range(count):
            words.add(f"市民热线{number}", ("2026-03-11", 0))
        assert words.are_in("何映秋到市民热线0号中心值守")
        assert not words.are_in("何映秋到市民热线中心值守")
