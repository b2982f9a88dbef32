"""The workbench as a person meets it: what can be done in it, and what can be seen.

What can be seen is a locator wherever one will do, so that an assertion on it waits by itself.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from playwright.sync_api import Frame, FrameLocator, Locator, Page, TimeoutError, expect

MOST_POINTED = 4
MOST_RELOADED = 10

# The text under each squiggle, told from where the characters and the marks are on the screen.
UNDERLINED = """() => {
    const characters = [];
    for (const line of document.querySelectorAll(".editor-instance .view-line")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            for (let i = 0; i < walker.currentNode.length; i++) {
                const range = document.createRange();
                range.setStart(walker.currentNode, i);
                range.setEnd(walker.currentNode, i + 1);
                const { left, right, top, bottom } = range.getBoundingClientRect();
                characters.push([range.toString(), (left + right) / 2, (top + bottom) / 2]);
            }
        }
    }
    const marks = document.querySelectorAll(".editor-instance [class*=squiggly-]");
    return Array.from(marks, (mark) => {
        const { left, right, top, bottom } = mark.getBoundingClientRect();
        const under = ([, x, y]) => left < x && x < right && top < y && y < bottom;
        return characters.filter(under).map(([text]) => text).join("").replaceAll("\\u00a0", " ");
    });
}"""


class Workbench:
    """One window of VS Code in a browser page."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self.page = page
        self.pictures = pictures
        # Playwright would leave a page that asks whether to; and VS Code asks until it has put by
        # what is unsaved.
        page.on("dialog", lambda dialog: dialog.dismiss())

    # What a person does

    def visit(self, url: str) -> None:
        """Open the address of a folder."""
        self.page.goto(url)
        expect(self.explorer).to_be_visible()

    def reload(self) -> None:
        """Reload the window, again until VS Code has put by what is unsaved."""

        def is_window(frame: Frame) -> bool:
            return frame == self.page.main_frame

        for _ in range(MOST_RELOADED):
            # How long the new page takes is another matter.
            left = self.page.expect_event("framenavigated", is_window, timeout=3_000)
            with contextlib.suppress(TimeoutError), left:
                self.run("Developer: Reload Window")
                break
        expect(self.explorer).to_be_visible()

    def open(self, name: str) -> None:
        """Open a file of the folder from the explorer."""
        self.page.locator(".explorer-folders-view .monaco-list-row", has_text=name).dblclick()
        expect(self.tab(name)).to_be_visible()

    def go_to(self, name: str) -> None:
        """Look at what is open in another tab."""
        self.page.locator(f'.tab[data-resource-name="{name}"]').click()
        expect(self.tab(name)).to_be_visible()

    def run(self, command: str) -> None:
        """Run a command of the palette by its full title."""
        self.page.keyboard.press("F1")
        self.choose(command)

    def choose(self, entry: str) -> None:
        """Type into the quick pick that is open, and take the entry of that name."""
        box = self.page.locator(".quick-input-widget")
        box.locator("input").press_sequentially(entry)
        row = box.locator(".monaco-list-row").get_by_text(entry, exact=True).first
        row.click()
        expect(row).to_be_hidden()

    def choose_from_menu(self, entry: str) -> None:
        """Choose an entry of the open menu, which takes no click in its first moments."""
        self.page.get_by_role("menuitem", name=entry).hover()
        self.page.keyboard.press("Enter")

    def pick(self, entry: str) -> None:
        """Take the entry of that name from a quick pick, once that is there."""
        self.question.locator(".monaco-list-row").get_by_text(entry, exact=True).click()

    def answer(self, text: str) -> None:
        """Type a text into the box that is open, in place of what is there, and be done."""
        self.blank.fill(text)
        self.page.keyboard.press("Enter")

    def go_back(self) -> None:
        """Go to the question before the one that is asked."""
        self.question.locator(".codicon-quick-input-back").click()

    def select(self, line: int, column: int, length: int = 0) -> None:
        """Put the cursor at a place, both counted from 1, and select what follows it."""
        self.page.keyboard.press("Control+g")
        self.page.locator(".quick-input-widget input").fill(f":{line}:{column}")
        self.page.keyboard.press("Enter")
        expect(self.cursor).to_contain_text(f"Ln {line}, Col {column}")
        for _ in range(length):
            self.page.keyboard.press("Shift+ArrowRight")

    def type(self, text: str) -> None:
        """Press the keys of a text, one by one."""
        self.page.keyboard.type(text)

    def paste(self, text: str) -> None:
        """Put in a text at once, so that no bracket is closed for us."""
        self.page.keyboard.insert_text(text)

    def save(self) -> None:
        """Save the active file."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".tab.active:not(.dirty)")).to_be_visible()

    def hover(self, text: str) -> Locator:
        """Point at a text in the editor, again if it moves away; gives what pops up."""
        popup = self.page.locator(".monaco-hover:has(.hover-contents)")
        for _ in range(MOST_POINTED):
            self.lines.get_by_text(text).first.hover()
            with contextlib.suppress(AssertionError):
                expect(popup).to_be_visible(timeout=5_000)
                break
            self.page.mouse.move(0, 0)
        return popup

    def suggest(self) -> Locator:
        """Ask for completion at the cursor; gives the rows of what is offered."""
        self.page.keyboard.press("Control+Space")
        rows = self.page.locator(".suggest-widget.visible .monaco-list-row")
        expect(rows.first).to_be_visible()
        return rows

    def act(self, action: str, keys: str = "Control+.") -> None:
        """Take a code action at the cursor, from the menu that the keys open, by its title."""
        offered = self.page.locator(".action-widget .monaco-list-row.action")
        for _ in range(5):
            self.page.keyboard.press(keys)
            with contextlib.suppress(AssertionError):
                expect(offered.get_by_text(action)).to_be_visible(timeout=4_000)
                break  # else a lens came, moved the lines, and closed the menu
        self.screenshot("offered")
        focused = self.page.locator(".action-widget .monaco-list-row.action.focused")
        for _ in range(offered.count()):
            if action in focused.inner_text().replace("\N{NO-BREAK SPACE}", " "):
                break
            self.page.keyboard.press("ArrowDown")
        expect(focused).to_contain_text(action)
        self.page.keyboard.press("Enter")
        expect(focused).to_be_hidden()

    def follow(self, problem: Locator) -> None:
        """Go from a row of the Problems panel to its place in the editor."""
        problem.locator(".marker-message").dblclick(position={"x": 4, "y": 4})
        expect(self.page.locator(".editor-instance .monaco-editor.focused")).to_be_visible()

    def follow_lens(self, title: str) -> None:
        """Click the first code lens of that title."""
        self.page.locator(".codelens-decoration a", has_text=title).first.click()

    def show_problems(self) -> None:
        """Bring up the Problems panel."""
        if not self.page.locator(".markers-panel").is_visible():
            self.page.keyboard.press("Control+Shift+m")
        expect(self.page.locator(".markers-panel")).to_be_visible()

    def show_jobs(self) -> None:
        """Bring up the list of jobs in the side bar."""
        self.activity.click()
        expect(self.page.locator(".sidebar .title-label", has_text="Tunelint")).to_be_visible()

    def refresh_jobs(self) -> None:
        """Have the list of jobs made anew."""
        self.page.locator('.sidebar .action-label[aria-label^="Refresh Jobs"]:visible').click()

    def screenshot(self, name: str) -> Path:
        """Keep a picture of the window among the test's artifacts."""
        picture = self.pictures / f"{name}.png"
        self.page.screenshot(path=picture)
        return picture

    # What a person sees

    @property
    def explorer(self) -> Locator:
        """The files of the folder, once the window is there."""
        return self.page.locator(".monaco-workbench .explorer-folders-view")

    @property
    def cursor(self) -> Locator:
        """Where the status bar says the cursor is."""
        return self.page.locator('[id="status.editor.selection"]')

    @property
    def status(self) -> Locator:
        """Tunelint's item in the status bar."""
        return self.page.locator('[id="tunelint.tunelint.tunelint.status"]')

    def tab(self, name: str) -> Locator:
        """The active tab, if it has that name."""
        return self.page.locator(f'.tab.active[data-resource-name="{name}"]')

    @property
    def lines(self) -> Locator:
        """The lines of the editor that are in view."""
        return self.page.locator(".editor-instance .view-line")

    @property
    def preview(self) -> FrameLocator:
        """The page in the preview that was opened last."""
        frame = self.page.frame_locator("iframe.webview.ready").last
        return frame.frame_locator("#active-frame")

    @property
    def activity(self) -> Locator:
        """Tunelint's item in the activity bar, with the badge that it may have."""
        return self.page.locator('.activitybar .action-item:has(a[aria-label^="Tunelint"])')

    @property
    def jobs(self) -> Locator:
        """The rows of the list of jobs, those of their parts too."""
        return self.page.locator(".sidebar .pane .monaco-list-row")

    @property
    def question(self) -> Locator:
        """The quick pick or the box that is open, all of it."""
        return self.page.locator(".quick-input-widget")

    @property
    def blank(self) -> Locator:
        """Where something is typed into it."""
        return self.question.locator(".quick-input-box input")

    @property
    def notifications(self) -> Locator:
        """What the editor tells in the corner."""
        return self.page.locator(".notifications-toasts .notification-list-item")

    @property
    def lens(self) -> Locator:
        """What stands above the first line that has a code lens."""
        return self.page.locator(".codelens-decoration").first

    @property
    def restricted_mode(self) -> Locator:
        """The status bar's word that the folder is not trusted."""
        return self.page.locator('[id="status.workspaceTrust"]', has_text="Restricted Mode")

    @property
    def problems(self) -> Locator:
        """The rows of the Problems panel that are findings, not files."""
        return self.page.locator(".markers-panel .monaco-list-row:has(.marker-icon)")

    def problem(self, code: str, at: tuple[int, int] | None = None) -> Locator:
        """The rows of the Problems panel with this code, at this line and column if given."""
        rows = self.problems.filter(has=self.page.locator(".marker-code", has_text=code))
        return rows.filter(has_text=f"[Ln {at[0]}, Col {at[1]}]") if at else rows

    def expect_status(self, text: str) -> None:
        """Wait until Tunelint's item says this, the text that its tooltip has included."""
        expect(self.status.locator("a")).to_have_attribute(
            "aria-label", re.compile(re.escape(text))
        )

    def expect_underlined(self, *texts: str) -> None:
        """Wait until exactly these texts of the active editor have a squiggle."""
        wanted = sorted(texts)
        with contextlib.suppress(TimeoutError):
            self.page.wait_for_function(
                f"wanted => String(({UNDERLINED})().sort()) === String(wanted)", arg=wanted
            )
        assert sorted(self.page.evaluate(UNDERLINED)) == wanted
