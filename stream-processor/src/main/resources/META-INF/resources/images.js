// Images that pass by, images that were rejected, and those that a visitor sends.
import { byId, element, percent, duration } from './dom.js';
import { authorization, askForToken } from './operator.js';

const SHOWN = 15;
const SHOWN_REJECTIONS = 5;
const SHOWN_ANSWERS = 4;

// The topic takes 1 MiB; what is larger and an image is made smaller first.
const LARGEST = 1_000_000;
const SIDE = 1600;

// Classes get a colour each, in the order in which they come.
const classes = ['cat', 'dog'];

export function classIndex(label) {
  if (!classes.includes(label)) {
    classes.push(label);
  }
  return classes.indexOf(label) % 2;
}

function keep(list, item, most) {
  list.prepend(item);
  while (list.children.length > most) {
    list.lastChild.remove();
  }
}

export function showImage({ subject, imageId, label, probability, model, thumbnail }) {
  const name = subject ?? imageId;
  const item = element('li', { title: `${name}, by ${model}` });
  if (thumbnail) {
    item.append(element('img', { src: thumbnail, alt: name, width: 150, height: 150 }));
  }
  item.append(
    element('span', { class: `said c${classIndex(label)}` }, element('span', {}, label), element('span', {}, percent(probability, 0))),
    element('span', { class: 'name' }, name),
  );
  keep(byId('images'), item, SHOWN);
}

export function showRejection({ subject, imageId, explanation, message }) {
  const item = element('li', {}, element('b', {}, subject ?? imageId), `: ${explanation} (${message})`);
  keep(byId('rejections'), item, SHOWN_REJECTIONS);
}

/** The file itself, or a smaller JPEG of it if it is too large for the topic and the browser can read it. */
async function fitting(file) {
  if (file.size <= LARGEST) {
    return file;
  }
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = element('canvas', { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
  } catch {
    return file;
  }
}

function preview(file) {
  const image = element('img', { alt: '' });
  image.src = URL.createObjectURL(file);
  image.addEventListener('load', () => URL.revokeObjectURL(image.src));
  image.addEventListener('error', () => image.remove());
  return image;
}

async function send(file) {
  const text = element('div', {}, `${file.name}: on its way`);
  keep(byId('answers'), element('li', {}, preview(file), text), SHOWN_ANSWERS);
  try {
    const body = await fitting(file);
    const response = await fetch('images', {
      method: 'POST',
      headers: { 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': body.type || 'application/octet-stream', ...authorization() },
      body,
    });
    const answer = await response.json();
    text.replaceChildren(...said(file.name, response, answer));
  } catch (failure) {
    text.replaceChildren(element('span', { class: 'refused' }, `${file.name}: the service does not answer (${failure.message})`));
  }
}

function said(name, response, { prediction, rejection, seconds, error }) {
  if (prediction) {
    return [
      element('b', {}, `${name}: ${prediction.label}`),
      `, ${percent(prediction.probability)} sure; ${prediction.model.name}, ${duration(seconds)} from the topic and back`,
    ];
  }
  if (rejection) {
    return [element('b', { class: 'refused' }, `${name}: ${rejection.reason}`), `: ${rejection.message}`];
  }
  if (response.status === 401) {
    askForToken();
  }
  return [element('span', { class: 'refused' }, `${name}: ${error ?? response.statusText}`)];
}

export function acceptImages() {
  const drop = byId('drop');
  const file = byId('file');
  file.addEventListener('change', () => {
    [...file.files].forEach(send);
    file.value = '';
  });
  for (const name of ['dragenter', 'dragover']) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  for (const name of ['dragleave', 'drop']) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.remove('over');
    });
  }
  drop.addEventListener('drop', (event) => [...event.dataTransfer.files].forEach(send));
  // An image that misses the place must not replace the page.
  for (const name of ['dragover', 'drop']) {
    window.addEventListener(name, (event) => event.preventDefault());
  }
}
