from django.shortcuts import render


def desk(request):
    return render(request, "portal/desk.html")
