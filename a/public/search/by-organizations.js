scholion.give("by-organizations",[]);
