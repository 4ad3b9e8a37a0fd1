// Shows the models and the model selection, and changes the selection.
import { byId, element, percent, trafficShare, count, sum } from './dom.js';
import { authorization, askForToken } from './operator.js';

const UPDATE_TIMEOUT_MILLIS = 10_000;

let selection = { model: '' };
let rendered = '';
/** Last update made on this page. Until the instances have read it, their older selection does not replace it. */
let lastUpdate = { revision: -1, expiresAtMillis: 0 };

/** Returns the roles of a model in the selection, with traffic shares. */
function roles(name) {
  const withShare = (role) => (selection[role]?.model === name ? [`${role} ${trafficShare(selection[role].share)}`] : []);
  return [...(selection.model === name ? ['default'] : []), ...withShare('canary'), ...withShare('shadow')];
}

let pendingUpdate = Promise.resolve();

/** Sends updates one after another, so that each one starts from the result of the previous one. */
function update(change) {
  pendingUpdate = pendingUpdate.then(() => putSelection(change));
}

async function putSelection(change) {
  const status = byId('selection-status');
  const desired = { ...selection, ...change };
  for (const role of ['canary', 'shadow']) {
    if (!desired[role]) {
      delete desired[role];
    }
  }
  status.textContent = 'updating the selection';
  try {
    const response = await fetch('selection', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', ...authorization() },
      body: JSON.stringify(desired),
    });
    const result = await response.json();
    if (response.status === 401) {
      askForToken();
    }
    status.textContent = response.ok ? `selection updated, revision ${result.revision}` : result.detail;
    if (response.ok) {
      selection = result.selection;
      lastUpdate = { revision: result.revision, expiresAtMillis: performance.now() + UPDATE_TIMEOUT_MILLIS };
      Object.keys(change).forEach((role) => byId(role)?.removeAttribute('data-edited'));
    }
  } catch (error) {
    status.textContent = `request failed (${error.message})`;
  }
}

function row(model) {
  const badges = roles(model.name).map((role) => element('span', { class: 'badge' }, role));
  const name = [model.name, ' ', ...badges];
  if (model.error) {
    return element('tr', {}, element('th', { scope: 'row', colspan: 3 }, ...name, element('p', { class: 'error' }, model.error)));
  }
  const disabled = selection.model === model.name;
  // Not the attribute "disabled": the button would lose the keyboard focus when it is pressed.
  const button = element(
    'button',
    { type: 'button', 'aria-disabled': disabled ? 'true' : null, 'aria-label': `Make default: ${model.name}`, 'data-model': model.name },
    'Make default',
  );
  button.addEventListener('click', () => disabled || update({ model: model.name, sha256: undefined }));
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, ...name),
    element('td', { class: 'number' }, model.accuracy == null ? '–' : percent(model.accuracy)),
    element('td', { class: 'number' }, button),
  );
}

function fillForm(role, models) {
  const form = byId(role);
  if (form.hasAttribute('data-edited')) {
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
    byId(role).addEventListener('input', (event) => event.currentTarget.setAttribute('data-edited', ''));
    byId(role).addEventListener('submit', (event) => {
      event.preventDefault();
      const { model, share } = event.target;
      const { salt = '', sha256 } = selection[role] ?? {};
      const required = selection[role]?.model === model.value ? sha256 : undefined;
      update({ [role]: model.value ? { model: model.value, share: share.valueAsNumber / 100, salt, sha256: required } : null });
    });
  }
}

/** Merges the models of all instances by name. A model that any instance cannot load gets that instance's error. */
function mergeModels(instances) {
  const merged = {};
  for (const { instance, models } of instances) {
    for (const model of models) {
      const error = model.error && instances.length > 1 ? `${instance}: ${model.error}` : model.error;
      merged[model.name] = { ...model, ...merged[model.name], error: merged[model.name]?.error ?? error };
    }
  }
  return Object.values(merged).sort((a, b) => a.name.localeCompare(b.name));
}

/** Shows models and selection. Rebuilds the table only after a change and then restores the keyboard focus. */
export function showModels(instances, state) {
  const models = mergeModels(instances);
  const revision = state.desired?.revision ?? state.revision;
  if (revision >= lastUpdate.revision || performance.now() > lastUpdate.expiresAtMillis) {
    selection = state.desired?.selection ?? state.selection;
  }
  const current = JSON.stringify([models, state, selection]);
  if (current !== rendered) {
    rendered = current;
    const focused = document.activeElement?.dataset?.model;
    byId('models').tBodies[0].replaceChildren(...models.map(row));
    ['canary', 'shadow'].forEach((role) => fillForm(role, models));
    if (focused) {
      document.querySelector(`[data-model="${CSS.escape(focused)}"]`)?.focus();
    }
  }
  const predictions = sum(instances.map(({ counts }) => counts.shadowPredictions));
  const agreements = sum(instances.map(({ counts }) => counts.shadowAgreements));
  byId('agreement').textContent = predictions
    ? `The shadow model agrees on ${percent(agreements / predictions)} of ${count(predictions)} images.`
    : 'No shadow predictions yet.';
}
