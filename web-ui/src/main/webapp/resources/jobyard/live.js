// Keeps a page as new as the server's data: a push names the jobs that changed, the page then fetches what it shows again.
(function () {
  'use strict';
  // At most one refresh in this time, in ms: a burst of jobs would otherwise be a burst of requests.
  var PAUSE = 400;
  var running = false;
  var wanted = false;
  var last = 0;
  var timer = null;
  var probe = null;
  var place = null;

  function ownJob() {
    var form = document.getElementById('page');
    return form && form.dataset.job;
  }

  // A page that shows much may ask for a longer pause.
  function pause() {
    var form = document.getElementById('page');
    return Number(form && form.dataset.pause) || PAUSE;
  }

  // The address says what the page shows, also to the request that shows it anew.
  function fetchAnew() {
    var parameters = [];
    new URLSearchParams(location.search).forEach(function (value, name) { parameters.push({ name: name, value: value }); });
    window.jobyardRefresh(parameters);
  }

  // PrimeFaces learns the page's nonce when the page is whole; without it the server refuses a request. A push may come sooner.
  function whenWhole(task) {
    if (document.readyState === 'complete') { jQuery(task); } else { addEventListener('load', function () { jQuery(task); }); }
  }

  function refresh() {
    wanted = true;
    if (running || timer) { return; }
    timer = setTimeout(function () {
      timer = null;
      wanted = false;
      running = true;
      last = Date.now();
      whenWhole(fetchAnew);
    }, Math.max(0, last + pause() - Date.now()));
  }

  function keyOf(element) {
    return element && element.getAttribute && element.getAttribute('data-key');
  }

  // The first row in sight, and where: after the refresh it is put back there.
  function anchor() {
    if (window.scrollY < 8) { return null; }
    var links = document.querySelectorAll('.row-link');
    for (var i = 0; i < links.length; i++) {
      var top = links[i].getBoundingClientRect().top;
      if (top >= 0) { return { key: keyOf(links[i]), top: top }; }
    }
    return null;
  }

  function byKey(key) {
    return document.querySelector('.row-link[data-key="' + CSS.escape(key) + '"]');
  }

  function stale(lost) {
    var banner = document.getElementById('stale');
    if (banner) { banner.hidden = !lost; }
  }

  // A restarted server does not know this page any more: as soon as it answers, the page is opened anew.
  function lookOut() {
    probe = probe || setInterval(function () {
      fetch(location.href, { redirect: 'manual', cache: 'no-store' }).then(function (answer) {
        if (answer.ok || answer.type === 'opaqueredirect') { location.reload(); }
      }, function () { /* still away; the next try comes */ });
    }, 5000);
  }

  jobyard.live = {
    refresh: refresh,
    // Called between the answer and what it changes in the page, so that nothing the reader does meanwhile is forgotten.
    before: function () {
      place = { focus: keyOf(document.activeElement), anchor: anchor() };
    },
    after: function () {
      running = false;
      jobyard.times();
      var focused = place && place.focus && byKey(place.focus);
      if (focused) { focused.focus({ preventScroll: true }); }
      var seen = place && place.anchor && byKey(place.anchor.key);
      if (seen) { window.scrollBy({ top: seen.getBoundingClientRect().top - place.anchor.top, behavior: 'instant' }); }
      place = null;
      document.dispatchEvent(new Event('jobyard:refreshed'));
      if (wanted) { refresh(); }
    },
    opened: function () {
      stale(false);
      clearInterval(probe);
      probe = null;
      // What changed since the page was made, before anybody listened for it.
      refresh();
    },
    changed: function (ids) {
      var own = ownJob();
      // An empty list: the server does not know what it missed.
      if (!own || ids.length === 0 || ids.indexOf(own) >= 0) { refresh(); }
    },
    closed: function () {
      stale(true);
      lookOut();
    }
  };

  document.addEventListener('click', function (event) {
    var more = event.target.closest('[data-more]');
    if (!more || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    var address = new URL(more.href);
    if (!address.searchParams.has('rows')) { return; }
    event.preventDefault();
    history.replaceState(null, '', address);
    refresh();
  });
})();
