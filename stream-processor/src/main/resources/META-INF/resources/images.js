// Shows classified and rejected images, and uploads the images that a user selects.
import { byId, element, percent, duration } from './dom.js';
import { authorization, askForToken } from './operator.js';

const MAX_IMAGES = 15;
const MAX_REJECTIONS = 5;
const MAX_UPLOADS = 4;

// The topic accepts 1 MiB per record. Larger images are scaled down before the upload.
const MAX_UPLOAD_BYTES = 1_000_000;
const SCALED_SIDE_PIXELS = 1600;

/** Adds an item at the top of a list and removes the oldest items beyond the limit. */
function prepend(list, item, limit) {
  list.prepend(item);
  while (list.children.length > limit) {
    list.lastChild.remove();
  }
}

export function showImage({ subject, imageId, top, model, thumbnail }) {
  const name = subject ?? imageId;
  const item = element('li', { title: `${name}, classified by ${model}` });
  if (thumbnail) {
    item.append(element('img', { src: thumbnail, alt: name, width: 150, height: 150 }));
  }
  item.append(
    element(
      'ol',
      { class: 'top' },
      ...top.map(({ label, probability }) => element('li', { title: label }, element('span', {}, label), element('span', {}, percent(probability)))),
    ),
    element('span', { class: 'name' }, name),
  );
  prepend(byId('images'), item, MAX_IMAGES);
}

export function showRejection({ subject, imageId, explanation, message }) {
  const item = element('li', {}, element('b', {}, subject ?? imageId), `: ${explanation} (${message})`);
  prepend(byId('rejections'), item, MAX_REJECTIONS);
}

/** Returns the file, or a smaller JPEG of it if it exceeds the limit and the browser can decode it. */
async function scaledToLimit(file) {
  if (file.size <= MAX_UPLOAD_BYTES) {
    return file;
  }
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, SCALED_SIDE_PIXELS / Math.max(bitmap.width, bitmap.height));
    const canvas = element('canvas', { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
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

async function upload(file) {
  const text = element('div', {}, `${file.name}: uploading`);
  prepend(byId('uploads'), element('li', {}, preview(file), text), MAX_UPLOADS);
  try {
    const body = await scaledToLimit(file);
    const response = await fetch('images', {
      method: 'POST',
      headers: { 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': body.type || 'application/octet-stream', ...authorization() },
      body,
    });
    if (response.status === 401) {
      askForToken();
    }
    text.replaceChildren(...describe(file.name, response, await response.json()));
  } catch (error) {
    text.replaceChildren(element('span', { class: 'error' }, `${file.name}: request failed (${error.message})`));
  }
}

function describe(name, response, { prediction, rejection, latencySeconds, detail }) {
  if (prediction) {
    return [
      element('b', {}, `${name}: ${prediction.label}`),
      `, confidence ${percent(prediction.probability)}, model ${prediction.model.name}, latency ${duration(latencySeconds)}`,
    ];
  }
  if (rejection) {
    return [element('b', { class: 'error' }, `${name}: rejected, ${rejection.reason}`), `: ${rejection.message}`];
  }
  return [element('span', { class: 'error' }, `${name}: ${detail ?? response.statusText}`)];
}

export function acceptImages() {
  const drop = byId('drop');
  const file = byId('file');
  file.addEventListener('change', () => {
    [...file.files].forEach(upload);
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
  drop.addEventListener('drop', (event) => [...event.dataTransfer.files].forEach(upload));
  // By default, a browser opens a file that is dropped elsewhere on the page.
  for (const name of ['dragover', 'drop']) {
    window.addEventListener(name, (event) => event.preventDefault());
  }
}
