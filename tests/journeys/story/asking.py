"""Steps 1 and 2: somebody asks for help, and somebody holds the promise."""

from tests.journeys.story import post

HOPE = "Efua has not slept for days. She says I may ring you."


def ama_asks(five, house):
    """Ama asks for her sister on the public page, and opens her own page."""
    ama = five.ama.go("/riverside/contacts/ask/")
    assert ama.heading() == "Ask for a meeting"
    ama.sees("999", "111")
    ama.write("What shall we call you?", "Ama").choose("For somebody I care about")
    ama.write("What shall we call them?", "Efua")
    ama.write("How and when can we reach you safely?", "07700 900100, in the evening")
    ama.write("What would you like us to know?", HOPE)
    ama.write("Who could be there?", "Kojo, a friend")
    ama.press("Ask for a meeting")
    assert ama.heading() == "We have it. Thank you for asking."
    link = ama.page.locator("#own-link").input_value()
    assert link.startswith(f"{house.address}/riverside/open")
    ama.press("Open it now")  # on the device from which she asked: at once
    assert ama.heading() == "Noor looks after your request"
    ama.sees("We promise a first meeting until")
    return link


def lena_signs_in(five, house):
    """Lena signs in with the code that is mailed to her, and sees her day."""
    lena = five.lena.go("/riverside/sign-in/")
    lena.write("Your work mail address", "lena@example.org").press("Send me a code")
    mail = post.await_mail(house, "lena@example.org")
    lena.write("The code", post.code(mail)).press("Sign in")
    assert lena.page.url == f"{house.address}/riverside/days/"


def sol_signs_in(five, house):
    """Sol signs in, too, and has a day of his own."""
    sol = five.sol.go("/riverside/sign-in/")
    sol.write("Your work mail address", "sol@example.org").press("Send me a code")
    mail = post.await_mail(house, "sol@example.org")
    sol.write("The code", post.code(mail)).press("Sign in")
    sol.sees("You belong to no network yet.")


def lena_takes_the_promise(five):
    """Lena takes the promise from Noor, and Ama sees by name who holds it now."""
    lena = five.lena.go("/riverside/contacts/promises/")
    lena.sees("Noor", HOPE).press("I take this promise")
    lena.sees("You hold this promise now.", HOPE)
    lena.go("/riverside/days/").sees("Ama asked for a meeting", "Ring them")
    five.ama.go("/riverside/days/caller/")
    assert five.ama.heading() == "Lena looks after your request"


def efua_is_reached(five):
    """Efua does not say that Ama may know more: Ama sees only "taken up" (promise 8)."""
    lena = five.lena.press("Ring them")
    lena.press("I reached the person themselves")
    lena.choose("No, or they did not say").press("Yes, we spoke")
    lena.sees("Written down: you reached them.")
    ama = five.ama.go("/riverside/days/caller/")
    assert ama.heading() == "It has been taken up."
    ama.sees_nothing_of("Lena", "Efua", "Noor")
    ama.sees("Ask for a meeting for yourself")


def efua_says_that_ama_may_know(five):
    """Efua says yes a little later: Ama sees again who holds the promise."""
    lena = five.lena.press("The person says anew what whoever asked may know")
    lena.choose("Yes, the person themselves said so").press("Yes, we spoke")
    five.ama.go("/riverside/days/caller/")
    assert five.ama.heading() == "Lena looks after your request"


def ama_sees_what_became_of_it(five, link, *, may_know):
    """By her caller's link: kept, if Efua lets her know; else "taken up", then as before."""
    ama = five.ama
    ama.page.goto(link)
    ama.press("Open my page")  # no mail and no word of hers: her request opens, and says so
    ama.sees("Your link opened without a second step")
    if may_know:
        ama.sees("The promise of a first meeting is kept.")
    else:
        assert ama.heading() == "It has been taken up."
