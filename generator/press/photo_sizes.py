"""An original photo → the sizes and formats that readers are sent: small, upright, in sRGB.

Of its metadata only what ``picture_rights`` keeps goes with it.
"""

import hashlib
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.content.issue_files import PICTURE_FORMATS
from generator.press import code_digest, picture_rights, xmp_packets
from generator.press.picture_rights import Rights

if TYPE_CHECKING:
    from PIL import Image

# One thread and fixed settings: the same original gives the same bytes.
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 55, "speed": 9, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 75, "method": 2}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}


@cache
def recipe() -> str:
    """All that a picture's bytes follow from besides the original: this code, and Pillow."""
    code = b"".join(Path(module).read_bytes() for module in (__file__, picture_rights.__file__, xmp_packets.__file__))
    return hashlib.blake2b(code).hexdigest() + repr(code_digest.versions("pillow"))


def made(original: bytes, width: int, suffix: str) -> bytes:
    """A photo at a width in pixels, as ``avif``, ``webp`` or ``jpg``."""
    from PIL import Image  # noqa: PLC0415 - most builds make no picture

    image, rights = _upright(original)
    if width < image.width:
        image = image.resize((width, max(round(image.height * width / image.width), 1)), Image.Resampling.LANCZOS)
    name, settings = FORMATS[suffix]
    data = BytesIO()
    image.save(data, name, **settings, **rights.options())
    return data.getvalue()


@lru_cache(maxsize=1)  # a photo's sizes are made one after another
def _upright(original: bytes) -> tuple["Image.Image", Rights]:
    from PIL import Image, ImageOps  # noqa: PLC0415

    with Image.open(BytesIO(original), formats=PICTURE_FORMATS) as image:
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
        rights = picture_rights.read(image, original)
    if upright.has_transparency_data:
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright.convert("RGBA"))
    plain = (_in_srgb(upright, profile) if profile else upright).convert("RGB")
    plain.info.clear()
    return plain, rights


def _in_srgb(image: "Image.Image", profile: bytes) -> "Image.Image":
    from PIL import ImageCms  # noqa: PLC0415

    target = ImageCms.createProfile("sRGB")
    try:
        converted = ImageCms.profileToProfile(image, BytesIO(profile), target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a profile for other colours than the picture has
        return image
    return converted or image
