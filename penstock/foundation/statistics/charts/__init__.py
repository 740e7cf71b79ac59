"""Control charts: is this number still doing what it always did?"""
