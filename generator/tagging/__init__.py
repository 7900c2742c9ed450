"""Proposes tags for articles, as a librarian would choose them: names first, then themes, and little else.

dictionary  jieba, loaded once: how it cuts, parts of speech, how rare a word is
copy        an article as the tagger reads it: headline, lead, text, words
names       people, places, bodies, meetings, projects and works that the text names
themes      subject headings, and what the headline speaks of
choose      which of these become tags
"""
