scholionPreviews({"documents/sub/u.html":{"t":"Others"}});
