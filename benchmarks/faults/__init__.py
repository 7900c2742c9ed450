"""Attacks on the commands that change a newspaper's files: kills, power cuts, disk faults, and many writers at once.

banmian promises: a command's changes are carried out completely or not at all, the next command of any kind finishes an
interrupted one, and a file that somebody else changed is never overwritten. Each module tests this in one way:

    kills        kill -9 between two calls to the file system, or at any time
    power        the file system is shut down under the command, unmounted, and mounted again
    disk_faults  calls that fail, disks that are full, files that may not grow
    collisions   several commands and an editor's program on one paper at one moment

``papers`` has the paper and the seven commands, ``ready`` makes their starting states, ``children`` runs a command in
a separate process, ``events`` counts its calls to the file system, ``records`` stores the results. A few papers for
which a test failed are kept in ``build/faults/failed``.
"""
