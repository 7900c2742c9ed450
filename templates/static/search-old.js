// For browsers that know no modules, where nothing else of the search runs: they are told. Written in the syntax of 2009.

document.querySelector("[data-search-status]").textContent =
  "这个浏览器太旧，不能搜索；请升级浏览器，或者从往期和专题里找";
