"""The language server: its parts, and how they are connected."""

from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tunelint import __version__
from tunelint.config.settings import SettingsError
from tunelint.engine.decoding import Decoding
from tunelint.lsp.actions.actions import Actions
from tunelint.lsp.answers.assisting import Assisting
from tunelint.lsp.answers.notes import Notes
from tunelint.lsp.checking.configuring import Configuring
from tunelint.lsp.checking.decoding import Decoder
from tunelint.lsp.checking.partners import Partners
from tunelint.lsp.checking.problems import Problems
from tunelint.lsp.checking.publishing import Publisher
from tunelint.lsp.checking.remarks import Remarks
from tunelint.lsp.checking.remote_images import RemoteImages
from tunelint.lsp.checking.watching import Watching
from tunelint.lsp.documents.preferences import Preferences
from tunelint.lsp.documents.workspace import DatasetDocument, DatasetWorkspace
from tunelint.lsp.examples.views import ExampleViews
from tunelint.lsp.protocol import TunelintProtocol
from tunelint.lsp.submitting.requests import Submitting


class TunelintServer(LanguageServer):
    """Publishes what is wrong with the documents that its client opens."""

    protocol: TunelintProtocol

    def __init__(self) -> None:
        super().__init__("tunelint", __version__, protocol_cls=TunelintProtocol)
        self.images = Decoding()
        self.decoder = Decoder(self.images, self.look_again)
        self.publisher = Publisher(self.protocol, self.checked)
        self.assisting = Assisting(self)
        self.remote = RemoteImages(self.assisting.thumbnails.of, self.learned)
        self.watching = Watching(self.client_register_capability)
        problems = Problems(self.protocol.send)
        self.partners = Partners(self.protocol, self.publisher.met, problems)
        self.configuring = Configuring(
            self.protocol,
            self.publisher.edited,
            self.watching.watch,
            self.images.inspect,
            self.remote.facts,
            self.partners,
            problems,
        )
        self.actions = Actions(self, self.remote)
        self.notes = Notes(self)
        self.examples = ExampleViews(self.protocol, self.actions.shop, self.configuring)
        self.remarks = Remarks(self.protocol, self.publisher.met)
        self.submitting = Submitting(self)
        self.initial_settings: Any = None

    @property
    def datasets(self) -> DatasetWorkspace:
        """The open documents; there are none before the client has initialized the server."""
        assert isinstance(self.workspace, DatasetWorkspace)
        return self.workspace

    def follow(self, given: Any) -> None:
        """Follow the settings that the client gives; of bad ones it is told."""
        try:
            self.configuring.follow(given)
            self.notes.follow(Preferences.read(given))
        except SettingsError as error:
            text = f"Tunelint goes on without the settings of the editor. {error}"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))

    def checked(self, document: DatasetDocument) -> None:
        """Go on with what waits for the check of a document."""
        self.decoder.wake()
        self.partners.checked(document)
        self.notes.checked(document)
        self.examples.checked(document)

    def look_again(self) -> None:
        """Check the images in all documents anew."""
        for document in self.datasets.dataset_documents():
            self.publisher.look_again(document)

    def learned(self) -> None:
        """Judge and count the images behind URLs by what is known of them now."""
        self.look_again()
        for document in self.datasets.dataset_documents():
            self.notes.learned(document)
