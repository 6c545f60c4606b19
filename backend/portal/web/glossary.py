from django.shortcuts import render


def glossary(request):
    return render(request, "portal/glossary.html")
