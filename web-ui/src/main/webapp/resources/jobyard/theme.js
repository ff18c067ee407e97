// Runs before the first paint, so that a chosen theme does not flash the other one.
(function () {
  'use strict';
  var chosen = localStorage.getItem('jobyard.theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
