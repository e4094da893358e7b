scholion.give("by-places",[]);
