"""In which frame somebody sees this room's own pages: a member's, or a practitioner's."""

from withness.values.rules.viewer import Viewer


def frame(viewer: Viewer) -> dict[str, object]:
    """Return the template to extend, and whether it is a member's."""
    by_link = viewer.practitioner_id is None
    return {"base": "web/member.html" if by_link else "web/page.html", "for_member": by_link}
