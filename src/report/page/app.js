(function () {
  'use strict';
  function one(id) { return document.getElementById(id); }
  function say(name) { return one('w-' + name).textContent; }
  function make(tag, text, kind) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }
  var chosen = { plan: [], report: [], ledger: [] }, decided = {}, stem = '', waiting = {}, last = 0, shown = null;
  var status = one('status'), trouble = one('trouble'), review = one('review'), english = document.documentElement.lang === 'en';

  // The program, in a worker.
  var worker = null;
  function begin() {
    var code = one('worker').textContent, blob = new Blob([code], { type: 'text/javascript' });
    try {
      worker = new Worker(URL.createObjectURL(blob));
      worker.onmessage = function (event) {
        var done = event.data, wait = waiting[done.id];
        delete waiting[done.id];
        if (done.ready) { document.body.setAttribute('data-ready', 'yes'); tell(''); ready(); }
        else if (wait) wait(done);
        else if (done.broken) fail(say('old') + ' (' + done.broken + ')');
      };
      worker.onerror = function (event) { fail(say('old') + ' (' + event.message + ')'); };
      worker.postMessage({ engine: one('engine').textContent });
      one('engine').textContent = '';
    } catch (e) { fail(say('old') + ' (' + e + ')'); }
  }
  function ask(args, files) {
    return new Promise(function (resolve) {
      var id = last += 1;
      waiting[id] = resolve;
      worker.postMessage({ id: id, args: english ? args.concat(['--lang', 'en']) : args, files: files });
    });
  }
  function tell(text) { status.textContent = text; document.body.classList.toggle('busy', !!text); }
  function fail(text) { tell(''); trouble.textContent = text; trouble.hidden = false; }

  // Files, chosen or dropped.
  function list(what) {
    var names = one('names-' + what);
    names.textContent = '';
    chosen[what].forEach(function (file, i) {
      var item = make('li', file.name), away = make('button', '\u00d7');
      away.type = 'button';
      away.title = say('remove');
      away.setAttribute('aria-label', say('remove') + ' ' + file.name);
      away.onclick = function () { chosen[what].splice(i, 1); list(what); };
      item.appendChild(away);
      names.appendChild(item);
    });
    one('swap').hidden = chosen.plan.length !== 1 || chosen.report.length !== 1;
    ready();
  }
  function ready() {
    var engine = document.body.hasAttribute('data-ready');
    one('go').disabled = !engine || !chosen.report.length;
    one('when').hidden = chosen.report.length && !chosen.plan.length; // figures are checked as of no day
    one('go').textContent = say(chosen.plan.length || !chosen.report.length ? 'check' : 'audit');
  }
  function take(what, files) {
    files = Array.prototype.slice.call(files);
    if (what === 'report') files.forEach(function (file) { chosen.report.push(file); });
    else if (files.length) {
      chosen[what] = [files[0]];
      if (what === 'plan') files.slice(1).forEach(function (file) { chosen.report.push(file); });
    }
    if (files.length) decided = {};
    list('plan'); list('report'); list('ledger');
  }
  ['plan', 'report', 'ledger'].forEach(function (what) {
    var zone = one('zone-' + what), field = one('file-' + what);
    field.onchange = function () { take(what, field.files); field.value = ''; };
    zone.ondragover = function (event) { event.preventDefault(); zone.classList.add('over'); };
    zone.ondragleave = function () { zone.classList.remove('over'); };
    zone.ondrop = function (event) {
      event.preventDefault();
      event.stopPropagation();
      zone.classList.remove('over');
      take(what, event.dataTransfer.files);
    };
  });
  document.ondragover = function (event) { event.preventDefault(); };
  document.ondrop = function (event) {
    event.preventDefault();
    take(chosen.plan.length ? 'report' : 'plan', event.dataTransfer.files);
  };
  one('swap').onclick = function () {
    var plan = chosen.plan;
    chosen.plan = chosen.report;
    chosen.report = plan;
    decided = {};
    list('plan'); list('report');
  };

  // What the program is asked.
  function read(file) {
    return new Promise(function (resolve, reject) {
      var reader = new FileReader();
      reader.onload = function () { resolve(new Uint8Array(reader.result)); };
      reader.onerror = function () { reject(new Error(file.name)); };
      reader.readAsArrayBuffer(file);
    });
  }
  function path(what, i, file) { return '/' + what + (i + 1) + '/' + file.name; }
  function decisions() {
    return Object.keys(decided).map(function (key) {
      return { key: key, verdict: decided[key].verdict, comment: decided[key].comment };
    });
  }
  function request() {
    var files = {}, jobs = [], command = chosen.plan.length ? 'check' : 'audit', args = [command];
    ['report', 'plan', 'ledger'].forEach(function (what) {
      chosen[what].forEach(function (file, i) {
        jobs.push(read(file).then(function (bytes) { files[path(what, i, file)] = bytes; }));
      });
    });
    chosen.report.forEach(function (file, i) { if (command === 'check' || !i) args.push(path('report', i, file)); });
    if (command === 'check') {
      args.push('--plan', path('plan', 0, chosen.plan[0]));
      if (one('day').value) args.push('--as-of', one('day').value);
      if (chosen.ledger.length) args.push('--since', path('ledger', 0, chosen.ledger[0]));
      if (decisions().length) {
        files['/decisions.json'] = new TextEncoder().encode(JSON.stringify(decisions()));
        args.push('--decisions', '/decisions.json');
      } else if (chosen.ledger.length && !shown) args.push('--decisions', path('ledger', 0, chosen.ledger[0]));
    }
    return Promise.all(jobs).then(function () { return { args: args, files: files }; });
  }
  // The program's lines, without our folders.
  function words(told) {
    return told.replace(/gongwen: /g, '').replace(/\/(plan|report|ledger)\d+\//g, '').replace(/\uff08\u89c1 .*?\uff09|\(see .*?\)/g, '').trim();
  }
  function run(format) {
    return request().then(function (asked) { return ask(asked.args.concat(['--format', format]), asked.files); }, function (e) {
      return { told: say('gone') + e.message };
    }).then(function (done) {
      var good = done.out && done.status < 2;
      if (done.broken) fail(say('broken') + ' (' + done.broken + ')');
      else if (!good) fail(words(done.told || ''));
      else {
        // What was written beside the result is worth a word too.
        trouble.textContent = words(done.told || '');
        trouble.hidden = !trouble.textContent;
      }
      return good ? done.out : null;
    });
  }

  // The review: what `--format html` writes, without its frame, and fields to correct it.
  function show(page) {
    var parsed = new DOMParser().parseFromString(new TextDecoder().decode(page), 'text/html'), kept = fields(), at = window.pageYOffset;
    document.title = parsed.title;
    review.textContent = '';
    ['header', 'nav', 'main'].forEach(function (tag) {
      var part = parsed.querySelector(tag);
      if (part) review.appendChild(document.importNode(part, true));
    });
    // One button for day and night is enough.
    Array.prototype.forEach.call(review.querySelectorAll('#theme'), function (button) { button.parentNode.removeChild(button); });
    Array.prototype.forEach.call(review.querySelectorAll('article[data-k]'), correctable);
    Array.prototype.forEach.call(review.querySelectorAll('nav.tools input, nav.tools select'), function (field) {
      var before = kept[name(field)];
      if (!before) return;
      field.checked = before.checked;
      field.value = before.value;
    });
    document.body.classList.add('reviewed');
    one('take').open = false;
    gongwenPage();
    if (shown) window.scrollTo(0, at);
    else review.scrollIntoView();
    shown = page;
    one('changed').textContent = decisions().length ? say('changed').replace('N', decisions().length) : '';
  }
  function name(field) { return field.id || field.getAttribute('data-verdict'); }
  function fields() {
    var kept = {};
    Array.prototype.forEach.call(review.querySelectorAll('nav.tools input, nav.tools select'), function (field) {
      kept[name(field)] = { checked: field.checked, value: field.value };
    });
    return shown ? kept : {};
  }
  function correctable(article) {
    var key = article.getAttribute('data-k'), before = article.getAttribute('data-d'), comment = article.getAttribute('data-c');
    if (before || comment) decided[key] = { verdict: before || '', comment: comment || '' };
    var mine = decided[key] || { verdict: '', comment: '' };
    var row = make('div', '', 'correct'), verdict = one('verdicts').cloneNode(true), note = make('input');
    verdict.removeAttribute('id');
    verdict.value = mine.verdict;
    note.type = 'text';
    note.value = mine.comment;
    note.placeholder = say('comment');
    note.setAttribute('aria-label', say('comment'));
    verdict.setAttribute('data-of', key);
    note.setAttribute('data-note', key);
    verdict.onchange = note.onchange = function () {
      decided[key] = { verdict: verdict.value, comment: note.value.trim() };
      if (!decided[key].verdict && !decided[key].comment) delete decided[key];
      again();
    };
    row.appendChild(verdict);
    row.appendChild(note);
    article.lastElementChild.appendChild(row);
  }
  // After a correction: the same place, the same field.
  function again() {
    tell(say('checking'));
    run('html').then(function (page) {
      var here = document.activeElement, of = here && here.getAttribute('data-of'), note = here && here.getAttribute('data-note');
      var typed = note && here.value;
      tell('');
      if (!page) return;
      show(page);
      var next = of ? review.querySelector('[data-of="' + of + '"]') : note ? review.querySelector('[data-note="' + note + '"]') : null;
      if (next && note) next.value = typed;
      if (next) next.focus({ preventScroll: true });
    });
  }
  one('go').onclick = function () {
    trouble.hidden = true;
    shown = null;
    review.textContent = '';
    document.body.classList.remove('reviewed');
    stem = (chosen.plan[0] || chosen.report[0]).name.replace(/\.[^.]*$/, '');
    document.body.setAttribute('data-command', chosen.plan.length ? 'check' : 'audit');
    tell(say('checking'));
    run('html').then(function (page) { tell(''); if (page) show(page); });
  };

  // Downloads.
  var TYPES = {
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv', html: 'text/html', json: 'application/json'
  };
  Array.prototype.forEach.call(document.querySelectorAll('[data-save]'), function (button) {
    var format = button.getAttribute('data-save');
    button.onclick = function () {
      tell(say('writing'));
      run(format).then(function (bytes) {
        tell('');
        if (!bytes) return;
        var link = make('a');
        link.href = URL.createObjectURL(new Blob([bytes], { type: TYPES[format] }));
        link.download = stem + say('reviewed') + '.' + format;
        document.body.appendChild(link);
        link.click();
        document.body.removeChild(link);
        setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
      });
    };
  });
  window.onbeforeunload = function (event) { if (decisions().length) { event.preventDefault(); event.returnValue = ''; } };
  tell(say('starting'));
  setTimeout(begin, 0);
})();
