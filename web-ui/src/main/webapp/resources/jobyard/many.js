// Rows that are selected for an action. The list is made anew all the time, so what is selected is kept here.
(function () {
  'use strict';
  var selected = new Set();
  var all = false;
  var asked = null;

  function boxes() {
    return Array.from(document.querySelectorAll('[data-select]'));
  }

  function show() {
    var rows = boxes();
    rows.forEach(function (box) { box.checked = all || selected.has(box.dataset.select); box.disabled = all; });
    var head = document.querySelector('[data-select-all]');
    if (head) {
      var some = rows.filter(function (box) { return box.checked; }).length;
      head.checked = rows.length > 0 && some === rows.length;
      head.indeterminate = some > 0 && some < rows.length;
      head.disabled = all;
    }
    var bar = document.getElementById('many-bar');
    var count = document.getElementById('many-count');
    bar.hidden = !all && selected.size === 0;
    var text = all ? count.dataset.all : selected.size + ' ' + (selected.size === 1 ? count.dataset.one : count.dataset.several);
    if (count.textContent !== text) { count.textContent = text; }
    document.querySelector('[data-many-all]').hidden = all;
  }

  function select(id, on) {
    if (on) { selected.add(id); } else { selected.delete(id); }
  }

  // The address is the filter.
  function parameters(action) {
    var list = [];
    new URLSearchParams(location.search).forEach(function (value, name) { list.push({ name: name, value: value }); });
    list.push({ name: 'action', value: action }, { name: 'all', value: String(all) });
    if (!all) { list.push({ name: 'selected', value: Array.from(selected).join(',') }); }
    return list;
  }

  function confirm(button) {
    var list = parameters(button.dataset.manyConfirm);
    var priority = document.getElementById('many-priority');
    if (priority) { list.push({ name: 'newPriority', value: priority.value }); }
    list.push({ name: 'key', value: button.dataset.key });
    button.disabled = true;
    window.jobyardDo(list);
  }

  document.addEventListener('change', function (event) {
    var box = event.target;
    if (box.matches('[data-select]')) { select(box.dataset.select, box.checked); show(); }
    if (box.matches('[data-select-all]')) {
      boxes().forEach(function (row) { select(row.dataset.select, box.checked); });
      show();
    }
  });

  document.addEventListener('click', function (event) {
    var target = event.target.closest('[data-many], [data-many-all], [data-many-clear], [data-many-confirm]');
    if (!target) { return; }
    if ('manyAll' in target.dataset) { all = true; show(); }
    if ('manyClear' in target.dataset) { all = false; selected.clear(); show(); }
    if (target.dataset.many) { asked = target; window.jobyardAsk(parameters(target.dataset.many)); }
    if (target.dataset.manyConfirm) { confirm(target); }
  });

  jobyard.many = {
    asked: function () {
      var dialog = document.getElementById('many');
      var priority = document.getElementById('many-priority');
      if (priority) { priority.value = '4'; }
      if (!dialog.open) { dialog.showModal(); }
      dialog.onclose = function () { if (asked) { asked.focus(); } };
    },
    done: function () {
      all = false;
      selected.clear();
      jobyard.times();
      show();
    }
  };

  document.addEventListener('jobyard:refreshed', show);
  window.addEventListener('pageshow', show);
})();
