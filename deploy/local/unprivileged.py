"""Run a command as ``nobody``: PostgreSQL refuses to start as root.

    python unprivileged.py COMMAND [ARGUMENT …]

The new user keeps one right of root's, to pass by file permissions (CAP_DAC_OVERRIDE), so that a
checkout below /root works without opening that folder to everyone. Run by path, it imports nothing
of the project.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import sys

PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 47, 2
CAP_DAC_OVERRIDE = 1
LINUX_CAPABILITY_VERSION_3 = 0x20080522


def main() -> None:
    """Give up root, then become the command."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    libc = ctypes.CDLL(None, use_errno=True)
    nobody = pwd.getpwnam("nobody")
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(nobody.pw_gid, nobody.pw_gid, nobody.pw_gid)
    os.setresuid(nobody.pw_uid, nobody.pw_uid, nobody.pw_uid)
    keep = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(LINUX_CAPABILITY_VERSION_3, 0)
    # effective, permitted, inheritable; then the same for capabilities above 31
    wanted = (ctypes.c_uint32 * 6)(keep, keep, keep, 0, 0, 0)
    # Where the machine withholds the capability, open folders still do: carry on without it.
    if libc.capset(header, wanted) == 0:
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
    os.environ.update(HOME="/", USER="nobody", LOGNAME="nobody")
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the command is the caller's own


if __name__ == "__main__":
    main()
