"""Addresses below /bookings/."""

from django.urls import path

from . import calendars, pages, policies, years

urlpatterns = [
    path("", pages.bookings, name="bookings"),
    path("calendar.ics", pages.own_calendar, name="bookings_calendar"),
    path("years/", years.years, name="booking_years"),
    path("years/sheet/", years.workbook, name="booking_years_sheet"),
    path("of/<id:listing_id>/", calendars.calendar, name="booking_calendar"),
    path("of/<id:listing_id>/beside/", calendars.beside, name="listing_bookings"),
    path("of/<id:listing_id>/new/", calendars.new, name="booking_new"),
    path("of/<id:listing_id>/rules/", policies.rules_of, name="booking_rules"),
    path("of/<id:listing_id>/closures/", policies.closures, name="booking_closures"),
    path(
        "of/<id:listing_id>/closures/<id:closure_id>/remove/",
        policies.closure_end,
        name="booking_closure_remove",
    ),
    path("of/<id:listing_id>/year/", years.year_of, name="booking_year"),
    path("<id:booking_id>/", pages.booking, name="booking"),
    path("<id:booking_id>/booking.ics", pages.calendar_file, name="booking_file"),
    path("<id:booking_id>/<slug:act>/", pages.act, name="booking_act"),
]
