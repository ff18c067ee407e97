// Shows a job's log as it comes from the API's event stream: always as text, never as markup.
(function () {
  'use strict';
  // Lines kept in the page; a longer log is downloaded.
  var MOST = 20000;

  function start(log) {
    var status = document.getElementById('log-status');
    var follow = document.getElementById('log-follow');
    var open = { out: null, err: null };
    var following = true;
    var any = false;
    var removed = 0;
    var source = new EventSource(log.dataset.url);

    function say(is) {
      status.dataset.is = is;
      status.textContent = is === 'live' && !any ? log.dataset.waiting : is === 'ended' && !any ? log.dataset.none : log.dataset[is];
    }

    function setFollowing(on) {
      following = on;
      follow.setAttribute('aria-pressed', String(on));
      if (on) { log.scrollTop = log.scrollHeight; }
    }

    function line(kind) {
      var element = document.createElement('div');
      element.className = 'ln ' + kind;
      return element;
    }

    function trim() {
      var over = log.childElementCount - MOST;
      if (over <= 0) { return; }
      for (var i = 0; i < over; i++) { log.firstElementChild.remove(); }
      removed += over;
      log.style.counterReset = 'line ' + removed;
    }

    // Pieces end anywhere: what follows the last line end is gone on with by the stream's next piece.
    function append(kind, text) {
      var batch = document.createDocumentFragment();
      any = true;
      text.split('\n').forEach(function (part, index, parts) {
        var last = index === parts.length - 1;
        if (index === 0 && open[kind]) {
          open[kind].textContent += part;
          if (!last) { open[kind] = null; }
        } else if (!last || part !== '') {
          var element = line(kind);
          element.textContent = part;
          batch.append(element);
          open[kind] = last ? element : null;
        }
      });
      log.append(batch);
      trim();
      if (following) { log.scrollTop = log.scrollHeight; }
      say('live');
    }

    source.onopen = function () { say('live'); };
    source.onerror = function () { say('lost'); };
    source.addEventListener('stdout', function (event) { append('out', JSON.parse(event.data).text); });
    source.addEventListener('stderr', function (event) { append('err', JSON.parse(event.data).text); });
    source.addEventListener('attempt', function () {
      log.replaceChildren();
      open = { out: null, err: null };
      any = false;
    });
    source.addEventListener('end', function () {
      source.close();
      say('ended');
    });

    follow.addEventListener('click', function () { setFollowing(!following); });
    // Whoever scrolls up wants to read; back at the end the log follows again.
    log.addEventListener('scroll', function () {
      var atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
      if (atEnd !== following) {
        following = atEnd;
        follow.setAttribute('aria-pressed', String(atEnd));
      }
    });
    ['out', 'err'].forEach(function (kind) {
      document.getElementById('log-' + kind).addEventListener('change', function (event) {
        log.classList.toggle('hide-' + kind, !event.target.checked);
      });
    });
    window.addEventListener('pagehide', function () { source.close(); });
  }

  document.addEventListener('DOMContentLoaded', function () {
    var log = document.getElementById('log');
    if (log) { start(log); }
  });
})();
