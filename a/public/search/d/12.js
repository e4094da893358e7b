scholion.give("d/12",["documents/sub/u.html","Others","en","","","document","",[["","p-077bcd56","","See the leaf."]]]);
