"""What people type for yes and for no, in every language at once."""

from __future__ import annotations

YES = ("y", "yes", "是", "好", "对", "是的", "好的", "对的", "可以", "行")
NO = ("n", "no", "否", "不", "不是", "不对", "不要", "不行")
