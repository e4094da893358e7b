scholionPreviews({"documents/t.html":{"t":"Leaves"}});
