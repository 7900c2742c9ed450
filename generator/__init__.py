"""banmian 版面: the raw text of a printed newspaper issue in, a digital edition out.

Data flows in one direction: a raw issue, ``content/``, the model, pages, ``output/``. ARCHITECTURE.md explains it.
"""

__version__ = "0.1.0"
