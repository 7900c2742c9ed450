"""What every page shows of the paper."""

import edition
from generator.pages.site import ImprintLine, site_card
from generator.settings import Imprint, Paper, Settings


def test_the_imprint_prints_what_is_filled_in() -> None:
    """Filled-in lines stand in the order of print; numbers of record lead to their registers, telephones dial."""
    imprint = Imprint(cn="CN 00-0000", phone="(010) 1234-5678", police="某公网安备 00000000000000号", more=("虚构",))
    assert site_card(Settings(paper=Paper(name="报"), imprint=imprint)).imprint == (
        ImprintLine("国内统一连续出版物号", "CN 00-0000"),
        ImprintLine("电话", "(010) 1234-5678", "tel:01012345678"),
        ImprintLine(
            "", "某公网安备 00000000000000号", "https://beian.mps.gov.cn/#/query/webSearch?code=00000000000000"
        ),
        ImprintLine("", "虚构"),
    )


def test_the_base_is_the_address_path() -> None:
    """A paper below another site's folder has that folder in front of every link."""
    assert edition.site_card("https://example.org/paper").base == "/paper/"
    assert edition.site_card().base == "/"
