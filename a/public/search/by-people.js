scholion.give("by-people",[]);
