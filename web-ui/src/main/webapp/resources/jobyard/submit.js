// The submit form: editor with the keyboard and with files, the equal curl command, the reader's own time zone.
(function () {
  'use strict';
  var MOST = 1000000;
  var MODES = { python3: 'python', node: 'javascript', perl: 'perl', ruby: 'ruby', Rscript: 'r' };

  function field(name) {
    return document.getElementById('form:' + name);
  }

  function value(name) {
    var element = field(name) || field(name + '_input');
    return element ? element.value : '';
  }

  function editor() {
    var element = document.querySelector('.editor .CodeMirror');
    return element && element.CodeMirror;
  }

  function quote(text) {
    return "'" + text.replace(/'/g, "'\\''") + "'";
  }

  function seconds(text) {
    var parts = /^(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+)s)?$/.exec(text.trim());
    return parts ? (+parts[1] || 0) * 86400 + (+parts[2] || 0) * 3600 + (+parts[3] || 0) * 60 + (+parts[4] || 0) : 0;
  }

  // The instant of a wall-clock time in a zone: the offset is found by writing a guess in that zone and comparing.
  function instant(local, zone) {
    var parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)$/.exec(local.trim());
    if (!parts) { return null; }
    var wanted = Date.UTC(+parts[1], +parts[2] - 1, +parts[3], +parts[4], +parts[5]);
    var guess = wanted;
    for (var i = 0; i < 2; i++) {
      var shown = new Date(new Date(guess).toLocaleString('en-US', { timeZone: zone }) + ' UTC').getTime();
      guess += wanted - shown;
    }
    return new Date(guess).toISOString().replace('.000Z', 'Z');
  }

  function request() {
    var body = { type: 'script' };
    if (value('name')) { body.name = value('name'); }
    body.parameters = { script: editor() ? editor().getValue() : value('script'), interpreter: value('interpreter') };
    var given = value('arguments').split('\n').filter(function (line) { return line !== ''; });
    if (given.length) { body.parameters.arguments = given; }
    var startAt = instant(value('startAt_input'), value('zone'));
    if (startAt) { body.startAt = startAt; }
    if (value('priority') !== '4') { body.priority = +value('priority'); }
    if (seconds(value('timeout'))) { body.timeout = 'PT' + seconds(value('timeout')) + 'S'; }
    if (seconds(value('deadline'))) { body.deadline = 'PT' + seconds(value('deadline')) + 'S'; }
    if (value('sameName') !== 'ALLOW') { body.sameName = value('sameName'); }
    if (+value('attempts') > 1) { body.retry = { attempts: +value('attempts'), backoff: 'EXPONENTIAL' }; }
    if (value('reference')) { body.reference = value('reference'); }
    return body;
  }

  // The schedule that submits the job again and again.
  function schedule(job) {
    var body = job.name ? { name: job.name } : {};
    if (value('repeat') === 'CRON') { body.cron = value('times'); body.zone = value('zone'); }
    if (value('repeat') === 'INTERVAL') { body.interval = 'PT' + seconds(value('times')) + 'S'; }
    if (job.startAt) { body.startsAt = job.startAt; }
    var endsAt = instant(value('endsAt_input'), value('zone'));
    if (endsAt) { body.endsAt = endsAt; }
    if (value('missed') !== 'LAST') { body.missed = value('missed'); }
    if (seconds(value('catchUp')) && value('catchUp') !== '1d') { body.catchUp = 'PT' + seconds(value('catchUp')) + 'S'; }
    if (value('overlap') !== 'SKIP') { body.overlap = value('overlap'); }
    delete job.startAt;
    body.job = job;
    return body;
  }

  function curl() {
    var repeats = field('times') && value('repeat') !== 'ONCE';
    var changed = document.getElementById('form').dataset.schedule;
    var body = repeats ? schedule(request()) : request();
    document.getElementById('curl').textContent = 'curl --fail-with-body ' + location.origin + '/api/v1/'
      + (repeats ? 'schedules' : 'jobs') + (changed ? '/' + changed + ' \\\n  --request PUT' : '') + ' \\\n'
      + '  --header "Authorization: Bearer $JOBYARD_TOKEN" \\\n'
      + "  --header 'Content-Type: application/json' \\\n"
      + '  --data ' + quote(JSON.stringify(body, null, 2));
  }

  function say(text) {
    document.getElementById('file-note').textContent = text;
  }

  function load(input) {
    var file = input.files[0];
    if (!file) { return; }
    if (file.size > MOST) { say(input.dataset.tooLarge); return; }
    file.arrayBuffer().then(function (bytes) {
      editor().setValue(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      say(file.name);
      if (!value('name')) { field('name').value = file.name.replace(/\.[^.]*$/, ''); }
    }).catch(function () { say(input.dataset.notText); }).finally(function () { input.value = ''; curl(); });
  }

  function ownZone() {
    var zone = field('zone');
    var own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone && !zone.dataset.set && Array.from(zone.options).some(function (o) { return o.value === own; })) { zone.value = own; }
    if (zone) { zone.dataset.set = 'true'; }
  }

  // PrimeFaces makes the editor some time after the page is there.
  function prepare(then) {
    var code = editor();
    if (!code) { requestAnimationFrame(function () { prepare(then); }); return; }
    code.getInputField().setAttribute('aria-label', code.getWrapperElement().closest('.editor').dataset.label);
    // Tab indents; after Esc it leaves the editor, so that the keyboard is never caught in it.
    var indenting = { Esc: function (cm) { cm.setOption('extraKeys', jobyard.LEAVING); }, Tab: 'insertSoftTab', 'Shift-Tab': 'indentLess' };
    code.setOption('extraKeys', indenting);
    code.on('blur', function (cm) { cm.setOption('extraKeys', indenting); });
    code.on('change', function (cm) { cm.setOption('extraKeys', indenting); cm.save(); curl(); });
    curl();
    then();
  }

  // Ties each message to its field for those who do not see them side by side, and goes to the first.
  function showWrong() {
    var boxes = Array.from(document.querySelectorAll('.submit .field:has(.ui-message-error)'));
    boxes.forEach(function (box) {
      box.querySelectorAll('input:not([type=file]), textarea, select').forEach(function (control) {
        control.setAttribute('aria-invalid', 'true');
        control.setAttribute('aria-describedby', box.querySelector('.ui-message-error').id);
      });
    });
    if (boxes.length) {
      var code = boxes[0].querySelector('.CodeMirror');
      if (code) { code.CodeMirror.focus(); } else { boxes[0].querySelector('input, textarea, select').focus(); }
    }
  }

  document.addEventListener('input', curl);
  document.addEventListener('change', function (event) {
    if (event.target.id === 'file') { load(event.target); return; }
    if (event.target.id === 'form:interpreter' && editor()) {
      editor().setOption('mode', MODES[event.target.value] || 'shell');
    }
    curl();
  });

  jobyard.submit = {
    show: curl,
    start: function () { field('submit').disabled = true; },
    done: function () {
      var button = field('submit');
      if (button) { button.disabled = false; }
      if (button) { prepare(showWrong); }
    }
  };
  window.addEventListener('load', function () { ownZone(); prepare(function () {}); });
})();
