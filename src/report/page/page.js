function gongwenPage() {
  'use strict';
  var root = document.documentElement;
  root.className = '';
  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function one(id) { return document.getElementById(id); }
  var theme = one('theme');
  if (theme) theme.onclick = function () {
    var dark = root.getAttribute('data-theme');
    if (!dark) dark = window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.setAttribute('data-theme', dark === 'dark' ? 'light' : 'dark');
  };
  all('input[data-kind]').forEach(function (box) {
    box.onchange = function () {
      all('.k-' + box.getAttribute('data-kind')).forEach(function (mark) {
        mark.style.borderBottomStyle = box.checked ? '' : 'none';
      });
    };
  });
  var tasks = all('article[data-v]'), words = tasks.map(function (task) { return task.textContent.toLowerCase(); });
  var groups = all('h3.group'), shown = one('shown'), search = one('search'), here = -1;
  if (!search) return;
  function value(id) { var field = one(id); return field ? field.value : ''; }
  function filter() {
    var verdicts = {}, any = search.value.toLowerCase().trim().split(/\s+/), owner = value('owner'), section = value('section');
    all('input[data-verdict]').forEach(function (box) { verdicts[box.getAttribute('data-verdict')] = box.checked; });
    var doubtful = one('doubtful').checked, count = 0, seen = {};
    tasks.forEach(function (task, i) {
      var fits = verdicts[task.getAttribute('data-v')] !== false
        && (!owner || (task.getAttribute('data-o') || '').split('\n').indexOf(owner) >= 0)
        && (!section || task.getAttribute('data-s') === section)
        && (!doubtful || task.hasAttribute('data-r'))
        && any.every(function (word) { return words[i].indexOf(word) >= 0; });
      if (task.hidden === fits) task.hidden = !fits;
      if (fits) { count += 1; seen[task.getAttribute('data-g')] = true; }
    });
    groups.forEach(function (group) { group.hidden = !seen[group.getAttribute('data-g')]; });
    shown.textContent = count + ' / ' + tasks.length;
  }
  all('nav.tools input, nav.tools select').forEach(function (field) { field.oninput = field.onchange = filter; });
  function go(step) {
    var next = here;
    do { next += step; } while (tasks[next] && tasks[next].hidden);
    if (!tasks[next]) return;
    if (tasks[here]) tasks[here].classList.remove('here');
    here = next;
    tasks[here].classList.add('here');
    tasks[here].scrollIntoView({ block: 'center' });
  }
  document.onkeydown = function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === 'Escape' && typing) { search.value = ''; event.target.blur(); filter(); return; }
    if (typing) return;
    var link = tasks[here] && tasks[here].querySelector(event.key === 'p' ? 'a.in-plan' : 'a.in-report');
    if (event.key === '/') { search.focus(); event.preventDefault(); }
    else if (event.key === 'j') go(1);
    else if (event.key === 'k') go(-1);
    else if ((event.key === 'r' || event.key === 'p') && link) location.hash = link.getAttribute('href');
    else if (event.key === 'b' && tasks[here]) tasks[here].scrollIntoView({ block: 'center' });
    else if (event.key === 'd' && theme) theme.onclick();
  };
  filter();
}
gongwenPage();
