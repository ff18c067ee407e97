// What every page has: times in the reader's words and zone, theme, shortcuts, menu, copying, failed requests.
window.jobyard = window.jobyard || {};

(function () {
  'use strict';
  var UNITS = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];

  function zone() {
    return localStorage.getItem('jobyard.zone') === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  function absolute(date) {
    var parts = {};
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone(), year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'
    }).formatToParts(date).forEach(function (part) { parts[part.type] = part.value; });
    return parts.year + '-' + parts.month + '-' + parts.day + ' ' + parts.hour + ':' + parts.minute + ':' + parts.second;
  }

  function ago(date) {
    var seconds = Math.round((date - Date.now()) / 1000);
    if (Math.abs(seconds) < 2) { return 'now'; }
    var size = Math.abs(seconds);
    var unit = UNITS.find(function (u) { return size >= u[1]; });
    var text = Math.floor(size / unit[1]) + ' ' + unit[0];
    return seconds < 0 ? text + ' ago' : 'in ' + text;
  }

  function elapsed(from) {
    var s = Math.max(0, Math.floor((Date.now() - from) / 1000));
    if (s < 60) { return s + ' s'; }
    if (s < 3600) { return Math.floor(s / 60) + ' min ' + s % 60 + ' s'; }
    if (s < 86400) { return Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min'; }
    return Math.floor(s / 86400) + ' d ' + Math.floor(s % 86400 / 3600) + ' h';
  }

  function put(element, text) {
    if (element.textContent !== text) { element.textContent = text; }
  }

  function times() {
    document.querySelectorAll('time[datetime]').forEach(function (time) {
      var date = new Date(time.dateTime);
      var exact = absolute(date);
      var asked = time.dataset.absolute === 'true';
      put(time, asked ? exact : ago(date));
      time.title = asked ? ago(date) : exact + ' ' + zone();
    });
    document.querySelectorAll('[data-from]:not([data-from=""])').forEach(function (span) {
      put(span, elapsed(new Date(span.dataset.from)));
    });
  }
  jobyard.times = times;

  function showZone() {
    document.querySelectorAll('[data-zone-name]').forEach(function (name) { put(name, zone().replace(/_/g, ' ')); });
    times();
  }

  function dark() {
    var theme = document.documentElement.dataset.theme;
    return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  var switches = {
    theme: function () {
      var next = dark() ? 'light' : 'dark';
      document.documentElement.dataset.theme = next;
      localStorage.setItem('jobyard.theme', next);
    },
    zone: function () {
      localStorage.setItem('jobyard.zone', zone() === 'UTC' ? 'own' : 'utc');
      showZone();
    }
  };

  function copy(button) {
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent).then(function () {
      button.classList.add('copied');
      setTimeout(function () { button.classList.remove('copied'); }, 1200);
    });
  }

  document.addEventListener('click', function (event) {
    var target = event.target.closest('[data-switch], [data-open], [data-close], [data-copy], #menu-toggle');
    if (!target) { return; }
    if (target.dataset.switch) { switches[target.dataset.switch](); }
    if (target.dataset.open) { document.getElementById(target.dataset.open).showModal(); }
    if ('close' in target.dataset) { target.closest('dialog').close(); }
    if (target.dataset.copy) { copy(target); }
    if (target.id === 'menu-toggle') {
      target.setAttribute('aria-expanded', String(target.getAttribute('aria-expanded') !== 'true'));
    }
  });

  var PAGES = { o: 'overview', j: 'jobs', s: 'submit', c: 'schedules', w: 'workers', q: 'queues', d: 'letters' };
  var pending = null;

  function row(step) {
    var links = Array.from(document.querySelectorAll('.row-link'));
    var at = links.indexOf(document.activeElement);
    var next = links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + step))];
    if (next) { next.focus(); }
  }

  function go(key) {
    var link = PAGES[key] && document.querySelector('a.nav[href*="/' + PAGES[key] + '."]');
    if (link) { link.click(); }
  }

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog, .CodeMirror')) { return; }
    var search = document.getElementById('search');
    if (!search) { return; }
    if (pending) {
      pending = null;
      go(event.key);
    } else if (event.key === '/') {
      event.preventDefault();
      document.getElementById('menu-toggle').setAttribute('aria-expanded', 'true');
      search.focus();
    } else if (event.key === '?') {
      document.getElementById('shortcuts').showModal();
    } else if (event.key === 'g') {
      pending = setTimeout(function () { pending = null; }, 1500);
    } else if (event.key === 'j' || event.key === 'k') {
      row(event.key === 'j' ? 1 : -1);
    }
  });

  // Empty filters stay out of the address.
  document.addEventListener('submit', function (event) {
    if (event.target.matches('[data-filters], .search')) {
      event.target.querySelectorAll('input').forEach(function (input) { input.disabled = input.value === ''; });
    }
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('[data-filters] input, .search input').forEach(function (input) { input.disabled = false; });
  });

  // A failed request leaves the page as it is; it is told, with the id that the log has.
  if (window.jQuery) {
    jQuery(document).on('pfAjaxError', function (event, xhr) {
      var told = document.getElementById('failed');
      if (told && xhr && xhr.getResponseHeader) {
        told.querySelector('code').textContent = xhr.getResponseHeader('X-Error-Id') || '–';
        told.hidden = false;
      }
    });
  }

  // Keys of an editor that leave the Tab key to the browser, which goes to the next field.
  jobyard.LEAVING = { Tab: false, 'Shift-Tab': false };

  // The editor's own text area has no name of its own; it is made some time after the page is there.
  function nameEditors() {
    document.querySelectorAll('.editor[data-label]').forEach(function (box) {
      var code = box.querySelector('.CodeMirror');
      if (!code) { requestAnimationFrame(nameEditors); return; }
      code.querySelector('textarea').setAttribute('aria-label', box.dataset.label);
      if (box.classList.contains('readonly')) { code.CodeMirror.setOption('extraKeys', jobyard.LEAVING); }
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    nameEditors();
    showZone();
    setInterval(times, 1000);
  });
})();
