// Draws the map's table as bars; each bar leads to the list that its figure counts.
(() => {
  "use strict";
  const STATES = ["unanswered", "in_talks", "solved", "in_project"];
  const COLOURS = { unanswered: "--red", in_talks: "--amber", solved: "--green", in_project: "--tone-1-ink" };

  function draw() {
    const figure = document.getElementById("chain-chart");
    const table = document.getElementById("chain-table");
    if (!figure || !table || !window.echarts) return;
    const rows = [...table.querySelectorAll("tr[data-name]")].filter((row) => Number(row.dataset.total) > 0);
    if (rows.length === 0) return;
    figure.hidden = false;
    const box = figure.querySelector(".chart");
    box.style.height = `${rows.length * 34 + 60}px`;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const cell = (row, state) => row.querySelector(`[data-state="${state}"]`);
    const chart = window.echarts.init(box, null, { renderer: "canvas" });
    chart.setOption({
      animation: false,
      aria: { enabled: false },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--ink") },
      grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: colour("--ink-2") } },
      xAxis: {
        type: "value",
        minInterval: 1,
        axisLabel: { color: colour("--ink-2") },
        splitLine: { lineStyle: { color: colour("--line-2") } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: rows.map((row) => row.dataset.name),
        axisLabel: { color: colour("--ink"), width: Math.min(220, box.clientWidth * 0.38), overflow: "truncate" },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colour("--edge") } },
      },
      series: STATES.map((state) => ({
        name: table.querySelector(`th[data-state="${state}"]`).textContent.trim(),
        type: "bar",
        stack: "needs",
        barMaxWidth: 18,
        cursor: "pointer",
        itemStyle: { color: colour(COLOURS[state]) },
        label: {
          show: true,
          color: colour("--paper"),
          formatter: (point) => (point.value > 0 ? String(point.value) : ""),
        },
        data: rows.map((row) => Number(cell(row, state).dataset.count)),
      })),
    });
    chart.on("click", (point) => {
      const link = cell(rows[point.dataIndex], STATES[point.seriesIndex]).querySelector("a");
      if (link) window.location.assign(link.href);
    });
    window.addEventListener("resize", () => chart.resize());
  }

  document.addEventListener("DOMContentLoaded", draw);
})();
