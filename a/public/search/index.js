scholion.give("index",{langs:["en"],kinds:["document"],years:[""],texts:"-##!!!!##!!!",names:0,shards:"le"});
