scholion.give("d/11",["documents/t.html","Leaves","en","","","document","",[["","p-d33fb48a","","One."]]]);
