// The models, which of them are selected, and how to select others.
import { byId, element, percent, count } from './dom.js';
import { authorization, askForToken } from './operator.js';

const PATIENCE_MILLIS = 10_000;

let selection = { model: '' };
let shown = '';
/** What was selected here last: what instances have not read yet must not undo it. */
let chosen = { revision: -1, until: 0 };

/** Roles of a model in a selection. */
function roles(name) {
  const portion = (role) => (selection[role]?.model === name ? [`${role} ${percent(selection[role].share, 0)}`] : []);
  return [...(selection.model === name ? ['selected'] : []), ...portion('canary'), ...portion('shadow')];
}

let asked = Promise.resolve();

/** One after the other: each change is made to what the one before has left. */
function select(change) {
  asked = asked.then(() => ask(change));
}

async function ask(change) {
  const status = byId('selected');
  const wanted = { ...selection, ...change };
  for (const role of ['canary', 'shadow']) {
    if (!wanted[role]) {
      delete wanted[role];
    }
  }
  status.textContent = 'asking the service';
  try {
    const response = await fetch('selection', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', ...authorization() },
      body: JSON.stringify(wanted),
    });
    const answer = await response.json();
    if (response.status === 401) {
      askForToken();
    }
    status.textContent = response.ok ? `selected, revision ${answer.revision}` : answer.error;
    if (response.ok) {
      selection = answer.selection;
      chosen = { revision: answer.revision, until: performance.now() + PATIENCE_MILLIS };
      Object.keys(change).forEach((role) => byId(role)?.removeAttribute('data-touched'));
    }
  } catch (failure) {
    status.textContent = `the service does not answer (${failure.message})`;
  }
}

function row(model) {
  const used = roles(model.name);
  const idle = Boolean(model.error) || selection.model === model.name;
  // Not disabled: such a button would lose the focus of whoever has just pressed it.
  const button = element('button', { type: 'button', 'aria-disabled': idle ? 'true' : null, 'aria-label': `Select ${model.name}` }, 'Select');
  button.addEventListener('click', () => idle || select({ model: model.name }));
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, model.name),
    element('td', { class: 'number' }, model.accuracy == null ? '–' : percent(model.accuracy)),
    element('td', {}, ...used.map((role) => element('span', { class: 'badge' }, role)), model.error ? element('span', { class: 'refused' }, model.error) : ''),
    element('td', {}, button),
  );
}

function fillForm(role, models) {
  const form = byId(role);
  if (form.hasAttribute('data-touched')) {
    return;
  }
  const names = models.filter((model) => !model.error && model.name !== selection.model).map((model) => model.name);
  form.model.replaceChildren(element('option', { value: '' }, 'none'), ...names.map((name) => element('option', { value: name }, name)));
  form.model.value = names.includes(selection[role]?.model) ? selection[role].model : '';
  if (selection[role]) {
    form.share.value = Number((100 * selection[role].share).toFixed(2));
  }
}

export function acceptSelections() {
  for (const role of ['canary', 'shadow']) {
    byId(role).addEventListener('input', (event) => event.currentTarget.setAttribute('data-touched', ''));
    byId(role).addEventListener('submit', (event) => {
      event.preventDefault();
      const { model, share } = event.target;
      const salt = selection[role]?.salt ?? '';
      select({ [role]: model.value ? { model: model.value, share: share.valueAsNumber / 100, salt } : null });
    });
  }
}

/** The models of all instances; one that an instance cannot serve is one that cannot be selected. */
function together(instances) {
  const models = {};
  for (const { instance, models: own } of instances) {
    for (const model of own) {
      const error = model.error && instances.length > 1 ? `${instance}: ${model.error}` : model.error;
      models[model.name] = { ...model, ...models[model.name], error: models[model.name]?.error ?? error };
    }
  }
  return Object.values(models).sort((a, b) => a.name.localeCompare(b.name));
}

/** Shows models and selection; what is the same stays, so that nobody loses the place on the page. */
export function showModels(instances, state) {
  const models = together(instances);
  const revision = state.desired?.revision ?? state.revision;
  if (revision >= chosen.revision || performance.now() > chosen.until) {
    selection = state.wanted?.selection ?? state.selection;
  }
  const now = JSON.stringify([models, state, selection]);
  if (now !== shown) {
    shown = now;
    const focused = document.activeElement?.getAttribute('aria-label');
    byId('models').tBodies[0].replaceChildren(...models.map(row));
    ['canary', 'shadow'].forEach((role) => fillForm(role, models));
    if (focused?.startsWith('Select ')) {
      document.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
    }
  }
  const answers = instances.reduce((total, { counts }) => total + counts.shadowPredictions, 0);
  const agreements = instances.reduce((total, { counts }) => total + counts.shadowAgreements, 0);
  byId('agreement').textContent = answers
    ? `Live and shadow model agree on ${percent(agreements / answers)} of ${count(answers)} images.`
    : 'No image has been shown to a shadow model.';
}
