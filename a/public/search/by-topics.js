scholion.give("by-topics",[]);
