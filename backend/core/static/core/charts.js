// Draws tables as charts: <figure data-chart="bars|columns" data-table="id"> before its table. A column is
// drawn where its head has data-series (data-colour names its token, data-stack piles it up), a row where
// it has data-name; cells say data-value. What a bar says and where it leads are the cell's own.
(() => {
  "use strict";
  const COLOURS = ["--teal", "--amber", "--tone-1-ink", "--tone-2-ink", "--red"];
  const BAR = 34;
  const HEAD = 36;

  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();

  function read(table, flat) {
    const heads = [...table.querySelectorAll("thead th[data-series]")];
    const rows = [...table.querySelectorAll("tr[data-name]")].map((row) => ({
      name: row.dataset.name,
      cells: [...row.querySelectorAll("[data-value]")],
    }));
    const some = (row) => row.cells.some((cell) => Number(cell.dataset.value) > 0);
    return { heads, rows: flat ? rows.filter(some) : rows.some(some) ? rows : [] };
  }

  function axes(flat, rows, box) {
    const names = {
      type: "category",
      inverse: flat,
      data: rows.map((row) => row.name),
      axisLabel: flat
        ? { color: colour("--ink"), width: Math.min(220, box.clientWidth * 0.38), overflow: "truncate" }
        : { color: colour("--ink-2"), hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("--edge") } },
    };
    const values = {
      type: "value",
      minInterval: 1,
      axisLabel: { show: false },
      splitLine: { lineStyle: { color: colour("--line-2") } },
    };
    return flat ? { xAxis: values, yAxis: names } : { xAxis: names, yAxis: values };
  }

  function series(head, at, flat, rows) {
    const piled = head.dataset.stack !== undefined;
    return {
      name: head.textContent.trim(),
      type: "bar",
      stack: piled ? "all" : undefined,
      barMaxWidth: flat ? 18 : 44,
      cursor: "pointer",
      itemStyle: { color: colour(head.dataset.colour || COLOURS[at % COLOURS.length]) },
      label: {
        show: true,
        position: piled ? "inside" : flat ? "right" : "top",
        color: piled ? colour("--paper") : colour("--ink"),
        formatter: (point) =>
          point.value > 0 ? rows[point.dataIndex].cells[at].textContent.trim() : "",
      },
      labelLayout: { hideOverlap: true },
      data: rows.map((row) => Number(row.cells[at].dataset.value)),
    };
  }

  function draw(figure) {
    const table = document.getElementById(figure.dataset.table);
    if (!table) return;
    const flat = figure.dataset.chart === "bars";
    const { heads, rows } = read(table, flat);
    if (rows.length === 0) return;
    figure.hidden = false;
    const head = heads.length > 1 ? HEAD : 8;
    const box = figure.querySelector(".chart");
    const beside = heads[0].dataset.stack === undefined ? heads.length : 1;
    box.style.height = flat ? `${rows.length * BAR * beside + head + 16}px` : "240px";
    const chart = window.echarts.init(box, null, { renderer: "canvas" });
    chart.setOption({
      animation: false,
      aria: { enabled: false },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--ink") },
      grid: { left: 8, right: flat ? 72 : 24, top: flat ? head : head + 24, bottom: 8, containLabel: true },
      legend: { show: heads.length > 1, top: 0, left: 0, textStyle: { color: colour("--ink-2") } },
      ...axes(flat, rows, box),
      series: heads.map((one, at) => series(one, at, flat, rows)),
    });
    chart.on("click", (point) => {
      const link = rows[point.dataIndex].cells[point.seriesIndex].querySelector("a");
      if (link) window.location.assign(link.href);
    });
    window.addEventListener("resize", () => chart.resize());
    window.addEventListener("beforeprint", () => chart.resize());
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (window.echarts) document.querySelectorAll("figure[data-chart]").forEach(draw);
  });
})();
