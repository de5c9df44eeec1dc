"""Files that teams bring, for the stories of this room."""

from withness.exchange.actions import importing

HEAD = "network;person at the centre;mail;telephone;language;members;agencies;practitioners;why no peer;patient number"
HILL = "The Canal network;Anouk;anouk@example.net;07700900123;de;Piet = my brother = piet@example.net;Dr Vos = my doctor;lena@example.org sol@example.org;;NHS 123"
MILL = "The Ferry network;Bram;;;;;;pavel@example.org;;"
LOCK = "The Lock network;Cato;;;en;;;pavel@example.org;no peer had time;"


def file(*rows, head=HEAD):
    return "\n".join([head, *rows]).encode()


def brought(cast, *rows, by="lena"):
    return importing.take_in(data=file(*rows), by=cast.viewer(by))
