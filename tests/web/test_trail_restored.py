"""The worker of a real house seals; a copy brought back elsewhere is whole, and a cut one is not."""

from tests.delivery import real_house
from tests.delivery.real_house import House

READ = """
from withness.trail import actions
from withness.values.rules.viewer import nobody
service = Service.objects.get()
with scope(service=service.pk):
    for number in range(30):
        actions.did("networks.form", by=nobody(service.pk), right="works_here")
print("null")
"""


def test_a_trail_is_whole_after_it_was_brought_back(tmp_path):
    house = real_house.a_house(tmp_path / "house").with_messages(0)
    house.ask(READ)
    assert house.manage("work", "--once").returncode == 0
    before = house.manage("trail", "verify")
    assert before.returncode == 0, before.stderr
    assert "riverside: whole. 30 entries in 1 seals" in before.stdout
    head = before.stdout.split("Head: number 1, ")[1].split()[0]
    assert head in (house.home / "trail.heads").read_text()

    copy = tmp_path / "copy.withness"
    assert house.manage("backup", str(copy)).returncode == 0
    (tmp_path / "new").mkdir()
    new = House(tmp_path / "new", real_house.empty_database(tmp_path / "new"))
    assert new.manage("restore", str(copy)).returncode == 0
    after = new.manage("trail", "verify", "--head", head)
    assert after.returncode == 0, after.stdout + after.stderr
    assert "riverside: whole. 30 entries in 1 seals" in after.stdout

    house.ask(READ)
    assert house.manage("work", "--once").returncode == 0
    (new.home / "trail.heads").write_bytes((house.home / "trail.heads").read_bytes())
    old = new.manage("trail", "verify")
    assert (old.returncode, "an older copy was brought" in old.stdout) == (1, True)
