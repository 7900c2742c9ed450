"""Where a paper's banmian comes from: the files that are installed here, or an address that somebody names."""

import subprocess
import sys
from importlib import metadata
from importlib.metadata import Distribution, PackagePath
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from generator import system
from generator.delivery.release import Release, opened, packed, recorded
from generator.errors import Problem, ReleaseError

_KEPT = ("METADATA", "WHEEL", "entry_points.txt")
"""What a wheel's ``.dist-info`` holds, besides licences. Installers add files of their own there."""


def found(address: str) -> Release:
    """The release at an address, or, where it is ``""``, the one that is running. Raises ``ReleaseError``."""
    return _brought(address) if address else _installed()


def _installed() -> Release:
    try:
        distribution = metadata.distribution("banmian")
    except metadata.PackageNotFoundError:
        raise _not_installed() from None
    rows = {row.as_posix(): row for row in distribution.files or () if _is_of_the_wheel(row)}
    running = Path(__file__).parent.parent / "__init__.py"
    row = rows.get("generator/__init__.py")
    if row is None or not Path(str(distribution.locate_file(row))).samefile(running):
        raise _not_installed()
    problems: list[Problem] = []
    files = {path: _bytes(distribution, row, problems) for path, row in rows.items()}
    if problems:
        raise ReleaseError(*problems)
    return packed(distribution.version, files)


def _not_installed() -> ReleaseError:
    hint = "加上 --from，写一个 banmian 的安装包（.whl）、git 地址（git+https://…）或它的文件夹"
    return ReleaseError(Problem("这个 banmian 不是从安装包装的，没有可以放进报纸文件夹的安装包", hint))


def _is_of_the_wheel(row: PackagePath) -> bool:
    """Whether a file that is installed was in the wheel, and was not made by an installer or by Python."""
    path = PurePosixPath(row.as_posix())
    if path.parts[0].endswith(".dist-info"):
        return path.name in _KEPT or "licenses" in path.parts
    return path.parts[0] == "generator" and path.suffix != ".pyc"


def _bytes(distribution: Distribution, row: PackagePath, problems: list[Problem]) -> bytes:
    path = Path(str(distribution.locate_file(row)))
    hint = "重新装一遍 banmian，再运行"
    try:
        data = system.bytes_of(path)
    except OSError as error:
        problems.append(Problem(f"读不了：{system.why(error)}", hint, str(path)))
        return b""
    if row.hash and row.hash.mode == "sha256" and row.hash.value != recorded(data):
        problems.append(Problem("装好以后被改过，不能放进报纸的文件夹", hint, str(path)))
    return data


def _brought(address: str) -> Release:
    """The wheel at an address: a file, or whatever ``pip`` can make a wheel of."""
    path = Path(address)
    if path.suffix == ".whl" and "://" not in address:
        try:
            return opened(path.name, system.bytes_of(path))
        except OSError as error:
            raise ReleaseError(Problem(f"读不了：{system.why(error)}", "检查 --from 后面的路径", address)) from None
    if "://" not in address and not path.exists():
        raise ReleaseError(Problem("没有这个文件或文件夹", "检查 --from 后面的路径", address))
    with TemporaryDirectory() as folder:
        # For a folder's bare name ``pip`` would ask its registry for a stranger's package of that name.
        wanted = str(path.resolve()) if path.exists() else address
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run(  # noqa: S603 - an editor's own address, on the editor's own machine
            [*command, "--wheel-dir", folder, "--", wanted], capture_output=True, check=False
        )
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or len(wheels) != 1:
            raise ReleaseError(Problem(*_why(done.stderr.decode("utf-8", "replace")), address))
        return opened(wheels[0].name, wheels[0].read_bytes())


def _why(said: str) -> tuple[str, str]:
    if "No module named pip" in said:
        return "这里没有 pip，做不了安装包", "先下载好安装包，--from 后面写它的路径"
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "")
    return (
        f"拿不到 banmian 的安装包：{last}",
        "检查地址和网络；--from 后面写 .whl 文件、git+https://… 或 banmian 的文件夹",
    )
