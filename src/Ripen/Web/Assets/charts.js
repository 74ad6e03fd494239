// A chart as a picture of points: drawn by the browser from the file with the chart's lines, twice as fine as on the screen.

const fineness = 2;

async function draw(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth * fineness, image.naturalHeight * fineness];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Without this script there is no such button.
for (const button of document.querySelectorAll("[data-png]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      save(await draw(button.dataset.png), button.dataset.name);
    } catch {
      button.title = "The picture could not be drawn. Take the SVG.";
      button.classList.add("bad");
    }
    button.disabled = false;
  });
}
