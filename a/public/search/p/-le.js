scholion.give("p/-le","$$$$$$","#D#!#B#!#B#C");
