"""A kind of small entity that wallet doesn't have, a goal, in the modules that a real one has: ``item`` would stand in
``domain/items``, ``goals`` in ``services/plan``, ``words`` in ``words/log`` and ``command`` in ``cli/commands/plan``.
``test_entity`` registers it.
"""
