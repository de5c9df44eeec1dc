"""Step 3: the network forms, in the words of the person at the centre."""

AGREED, OWN = "lantern on the quay", "three grey herons"


def the_network_forms(five):
    """Lena forms the network with Sol, a peer; Efua names Ama and Kojo in her own words."""
    lena = five.lena.press("Form the network")
    lena.write("What does the team call this network?", "The Quay Road network")
    lena.choose("Lena").choose("Sol, peer practitioner").press("Form the network")
    assert lena.heading() == "The people around Efua"
    names(lena, "Ama", "my sister", "ama@example.net")
    names(lena, "Kojo", "a friend from the garden", "kojo@example.net")
    lena.sees("Efua", "my sister", "a friend from the garden", "Sol")
    five.sol.go("/riverside/days/").sees("The Quay Road network")
    return lena.page.url


def names(lena, name, how, reach):
    """Efua says on the telephone that somebody belongs, and Lena writes it down."""
    lena.press("Somebody else belongs")
    lena.write("What are they called?", name).write("How do they belong?", how)
    lena.choose("Somebody close: family, a friend, a neighbour")
    lena.write("How can we reach them?", reach).choose("On the telephone")
    lena.press("They belong")


def efua_gets_her_link(five):
    """Efua needs no mail: her link is shown once; a new one ends the old one."""
    old, new = _link_of_efua(five, AGREED), _link_of_efua(five, "")
    assert old != new
    closed = five.efua.page.goto(old)
    assert closed.status == 200  # one press away, as for every link
    with five.efua.page.expect_navigation() as answer:
        five.efua.page.get_by_role("button", name="Open my page").click()
    assert answer.value.status == 410
    five.efua.wrong.clear()  # the browser itself tells of the 410
    five.efua.page.goto(new)
    five.efua.press("Open my page")
    five.efua.write("The word we agreed on", AGREED).press("Open my page")
    five.efua.sees("Please choose one now that only you know.")
    five.efua.write("Your word", OWN).press("Keep this")
    five.efua.go("/riverside/days/mine/")
    assert five.efua.heading() == "Hello, Efua"


def efua_says_yes_to_sol(five):
    """The team only offers: Efua says yes to Sol on her own page (promise 5)."""
    five.lena.page.reload()
    five.lena.sees("Offered by the team. Efua has not said yes yet.")
    five.efua.press("Who belongs").press("Sol").press("Yes, I want this")
    five.efua.sees("The yes is written down.")


def _link_of_efua(five, word):
    lena = five.lena
    lena.press("Efua").press("Make their personal link")
    lena.choose("Show it once, to copy or print")
    if word:
        lena.write("A word you agree on with them now", word)
    lena.press("Make the link")
    address = lena.page.locator("#own-link").input_value()
    lena.press("Back to the network")
    return address
