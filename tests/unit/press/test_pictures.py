"""Photos as readers are sent them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms

from generator.content.issue_files import look
from generator.model import PhotoFile
from generator.press.photo_sizes import FORMATS, made

SUFFIXES = pytest.mark.parametrize("suffix", FORMATS)


def photo(path: Path, image: Image.Image, **options: Any) -> PhotoFile:
    """A photo file of a picture, as the content store finds it."""
    image.save(path, **options)
    found = look(path.read_bytes())
    return PhotoFile(path.name, path, found.digest, found.width, found.height)


def shown(data: bytes) -> Image.Image:
    """The picture that a browser makes of the bytes."""
    return Image.open(BytesIO(data))


@SUFFIXES
def test_each_width_keeps_the_shape(tmp_path: Path, suffix: str) -> None:
    """A photo is made smaller in proportion, never larger than it is."""
    original = photo(tmp_path / "a.png", Image.effect_noise((1500, 1000), 50))
    assert original.widths == (480, 960, 1440)
    assert original.fallback == 960
    assert shown(made(original.source.read_bytes(), 480, suffix)).size == (480, 320)
    small = photo(tmp_path / "b.png", Image.new("RGB", (100, 50)))
    assert small.widths == (100,)
    assert shown(made(small.source.read_bytes(), 100, suffix)).size == (100, 50)


@SUFFIXES
def test_the_same_photo_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    """Making a photo twice gives the same bytes."""
    original = photo(tmp_path / "a.png", Image.effect_noise((600, 400), 50))
    assert made(original.source.read_bytes(), 480, suffix) == made(original.source.read_bytes(), 480, suffix)


@SUFFIXES
def test_metadata_is_dropped_and_the_picture_stands_upright(tmp_path: Path, suffix: str) -> None:
    """Neither place nor camera goes out to readers; a photo held sideways stands upright, in page and file alike."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "SECRET"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    original = photo(tmp_path / "a.jpg", Image.new("RGB", (80, 40)), exif=exif, comment=b"SECRET")
    assert (original.width, original.height) == (40, 80)
    data = made(original.source.read_bytes(), 40, suffix)
    assert b"SECRET" not in data
    assert dict(shown(data).getexif()) == {}
    assert shown(data).size == (40, 80)


@SUFFIXES
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_any_kind_of_picture_is_taken(tmp_path: Path, suffix: str, mode: str) -> None:
    """Transparent, grey, indexed and deep pictures become plain ones, the transparent ones on white."""
    original = photo(tmp_path / "a.png", Image.new(mode, (20, 20)))
    image = shown(made(original.source.read_bytes(), 20, suffix))
    assert image.convert("RGB").size == (20, 20)
    if mode in ("RGBA", "LA"):
        assert min(image.convert("L").tobytes()) > 250


def test_ink_colours_become_screen_colours(tmp_path: Path) -> None:
    """A CMYK picture from the layout program, with a profile that fits or with one that does not, is shown in RGB."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for at, given in enumerate((None, profile)):
        original = photo(tmp_path / f"{at}.jpg", Image.new("CMYK", (20, 20), (0, 255, 255, 0)), icc_profile=given)
        red, green, blue = shown(made(original.source.read_bytes(), 20, "jpg")).getpixel((5, 5))  # type: ignore[misc]
        assert (red > 200, green < 100, blue < 100) == (True, True, True)
