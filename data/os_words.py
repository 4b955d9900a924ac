"""Why a file could not be had: the system's reason, in both languages."""

from __future__ import annotations

import errno

from scheduler.wording import Wording

_REASONS = {
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EEXIST: "同名文件已存在",
    errno.ENOENT: "路径不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称过长",
    errno.EBUSY: "正在被占用",
    errno.EIO: "读写出错",
    errno.ELOOP: "链接互相指向",
    errno.EINVAL: "名称或参数无效",
}


def word_os_error(error: OSError) -> Wording:
    """Return the reason of `error`; a number in Chinese where it is a rare one."""
    en = error.strerror or type(error).__name__
    zh = _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")
    return Wording(en=en, zh=zh)
