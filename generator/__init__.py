"""banmian 版面: the raw text of a printed newspaper issue in, a digital edition out.

The flow is one way (ARCHITECTURE.md): intake → content → model → pages → press.
"""

__version__ = "0.1.0"
