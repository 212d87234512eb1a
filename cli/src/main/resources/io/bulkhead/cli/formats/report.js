
'use strict';
// Filters and search; what is chosen stands in the address, so that a view can be passed on.
(() => {
  const ranks = ['info', 'low', 'medium', 'high', 'critical'];
  const form = document.getElementById('filter');
  const controls = form.querySelector('.controls');
  const output = form.querySelector('output');
  const fields = form.elements;
  const chips = [...form.querySelectorAll('[data-outcome]')];
  const groups = [...document.querySelectorAll('.group')];
  const findings = [...document.querySelectorAll('.finding')];
  const words = new Map();
  let off = new Set();

  function text(finding) {
    if (!words.has(finding)) words.set(finding, finding.textContent.toLowerCase());
    return words.get(finding);
  }

  function wanted(finding, terms, least) {
    const data = finding.dataset;
    return !off.has(data.outcome) && ranks.indexOf(data.severity) >= least
      && (!fields.fixable.checked || data.fixable === 'yes') && terms.every((term) => text(finding).includes(term));
  }

  function apply() {
    const terms = fields.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const least = ranks.indexOf(fields.severity.value);
    let shown = 0;
    for (const finding of findings) {
      const show = wanted(finding, terms, least);
      finding.classList.toggle('hidden', !show);
      shown += show ? 1 : 0;
    }
    for (const group of groups) group.classList.toggle('hidden', !group.querySelector('.finding:not(.hidden)'));
    for (const chip of chips) {
      chip.classList.toggle('off', off.has(chip.dataset.outcome));
      chip.firstElementChild.setAttribute('aria-pressed', String(!off.has(chip.dataset.outcome)));
    }
    output.textContent = shown + ' of ' + findings.length + ' checks shown';
  }

  function remember() {
    const state = new URLSearchParams();
    if (fields.q.value) state.set('q', fields.q.value);
    if (fields.severity.value !== 'info') state.set('severity', fields.severity.value);
    if (fields.fixable.checked) state.set('fixable', 'yes');
    if (off.size) state.set('hide', [...off].join(' '));
    history.replaceState(null, '', state.toString() ? '#' + state : location.pathname + location.search);
    apply();
  }

  function recall() {
    const hash = location.hash.slice(1);
    const finding = hash && !hash.includes('=') ? document.getElementById(hash) : null;
    const state = new URLSearchParams(finding ? '' : hash);
    fields.q.value = state.get('q') || '';
    fields.severity.value = ranks.includes(state.get('severity')) ? state.get('severity') : 'info';
    fields.fixable.checked = state.get('fixable') === 'yes';
    off = new Set((state.get('hide') || '').split(' ').filter(Boolean));
    apply();
    if (finding) {
      finding.open = true;
      finding.scrollIntoView();
    }
  }

  for (const chip of chips) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...chip.childNodes);
    button.addEventListener('click', () => {
      if (!off.delete(chip.dataset.outcome)) off.add(chip.dataset.outcome);
      remember();
    });
    chip.append(button);
  }
  fields.all.addEventListener('click', () => {
    const open = fields.all.textContent === 'Open all';
    for (const finding of findings) if (!finding.classList.contains('hidden')) finding.open = open;
    fields.all.textContent = open ? 'Close all' : 'Open all';
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', remember);
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      fields.q.focus();
    }
  });
  window.addEventListener('hashchange', recall);
  window.addEventListener('beforeprint', () => findings.forEach((finding) => { finding.open = true; }));
  controls.hidden = false;
  recall();
})();
