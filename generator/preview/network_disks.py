"""Tells which disks other computers write to as well; Linux gives no notice of what those write.

Events of this computer's own writing come there as anywhere, so a trial file does not show it. Windows' disks in its
Linux subsystem are of these, and the folders that a virtual machine shares with its host.
"""

import os
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
WHY = "在网络盘或共享文件夹上，别的电脑改了文件，系统不通知"
_SHARED = frozenset(
    "nfs nfs4 cifs smb3 smbfs ncpfs 9p v9fs drvfs virtiofs vboxsf prl_fs vmhgfs davfs afs ceph lustre gfs2 ocfs2"
    " glusterfs fuse.sshfs fuse.davfs fuse.rclone fuse.glusterfs fuse.vmhgfs-fuse fuse.s3fs".split()
)


def mounts() -> str:
    """The list of mounted disks; ``""`` on systems that have none of this form."""
    try:
        return MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return ""


def shared(mounts: str) -> frozenset[int]:
    """The numbers of the disks in a list of mounted ones that other computers write to as well."""
    found = set()
    for line in mounts.splitlines():
        place, _, disk = line.partition(" - ")
        if disk.split(" ")[0] in _SHARED:
            major, _, minor = place.split(" ")[2].partition(":")
            found.add(os.makedev(int(major), int(minor)))
    return frozenset(found)
