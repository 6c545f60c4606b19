from django.shortcuts import render


def inbox(request, **kw):
    return render(request, "portal/desk.html")


arrivals = read = open_notice = inbox
