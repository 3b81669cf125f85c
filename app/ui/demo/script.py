"""The script: what happens at the counter in a quarter of an hour, step by step."""

from __future__ import annotations

from app.ui.demo.hands import Hands
from app.ui.demo.props import Props

UNKNOWN_CODE = "4601234567893"


def morning(hands: Hands, props: Props) -> None:
    """A regular with a full basket: scans, weight, an unknown code, a reward, a reduction, cash."""
    hands.picture("Ready to sell")
    hands.scan(*props.pieces[:3])
    hands.picture("Three scans")
    hands.type("3*")
    hands.scan(props.offered)
    hands.picture("Three of one, with its offer")
    hands.enter(f"1.235*{props.weighed}")
    hands.picture("Weighed goods")
    hands.scan(UNKNOWN_CODE)
    hands.picture("Unknown code")
    hands.press("Enter")
    hands.picture("What is it")
    hands.type("2")
    hands.enter("2.40")
    hands.picture("Sold as an open item")
    hands.scan(props.regular)
    hands.picture("Member by card")
    hands.press("F5")
    hands.picture("Rewards with reasons")
    hands.type("1")
    hands.press("Esc")
    hands.picture("Reward used")
    hands.press("Up", "Up", "F4")
    hands.enter("10%")
    hands.picture("Reduction asks for its reason")
    hands.type("2")
    hands.picture("Line reduced")
    hands.pay()
    hands.type("100")
    hands.picture("Payment in cash")
    hands.press("Enter")
    hands.picture("Change")
    hands.press("F9")
    hands.picture("Receipt")
    hands.press("Esc")


def noon(hands: Hands, props: Props) -> None:
    """Somebody in a hurry pays by card and remembers their own card a moment later."""
    hands.scan(props.pieces[3], props.pieces[4])
    hands.pay()
    hands.picture("Payment by card")
    hands.type("+")
    hands.picture("Paid by card")
    hands.scan(props.late)
    hands.picture("Forgotten card added")


def afternoon(hands: Hands, props: Props) -> None:
    """Finding by the last four digits and with a slip of the finger; somebody joins; a split payment."""
    hands.scan(props.pieces[5])
    hands.press("F2")
    hands.type(props.ending)
    hands.picture("Found by four digits")
    hands.press("Enter")
    hands.press("F2")
    hands.type(props.name)
    hands.picture("Found in spite of a typo")
    hands.press("Esc", "Esc", "F2", "F2")
    hands.press("F2")
    hands.type(props.newcomer)
    hands.picture("Joining")
    hands.press("Enter")
    hands.picture("Joined")
    hands.type(props.word)
    hands.picture("Search while typing")
    hands.press("Enter")
    hands.press("Del", "Ctrl+Z")
    hands.picture("Taken out and undone")
    hands.pay()
    hands.type("1+")
    hands.picture("Split payment")
    hands.press("Enter")
    hands.picture("Second receipt of a member")
    hands.press("F3")
    hands.scan(props.pieces[6])
    hands.picture("Price check")
    hands.press("Esc", "Esc")


def evening(hands: Hands, props: Props) -> None:
    """The other way of selling, the owner's look at a member, another language in the dark, and rest."""
    window = hands.stage.window
    set_till = window.desk.services["set_till"]
    set_till(mode="amount")
    hands.enter("31.63")
    hands.enter("2*8.40")
    hands.scan(props.regular)
    hands.picture("Bill of another till")
    hands.pay()
    hands.press("Enter")
    hands.picture("Paid at the other till")
    set_till(mode="basket")
    hands.press("F10")
    hands.picture("Menu")
    hands.press("Esc")
    window.open_screen("member_history", props.regular_id)
    hands.settle()
    hands.wait(300)
    hands.picture("Member's history")
    window.go_home()
    set_till(language="ru", theme="dark")
    hands.scan(*props.pieces[:4], props.regular)
    hands.picture("In Russian and dark")
    hands.press("F12")
    hands.picture("Payment in Russian")
    hands.press("Esc")
    size = window.size()
    window.resize(1024, 600)
    hands.picture("On a small screen")
    window.resize(size)
    set_till(language="en", theme="light")
    hands.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    hands.picture("Ready again")
