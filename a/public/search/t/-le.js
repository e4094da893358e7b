scholion.give("t/-le","!leaf %v !one !other !see !the ","$&$&$$",":9(8;(::");
