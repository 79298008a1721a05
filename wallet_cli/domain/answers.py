"""What people type for yes and for no, in every language at once."""

from __future__ import annotations

YES = ("y", "yes", "是", "好")
NO = ("n", "no", "否", "不", "不是")
