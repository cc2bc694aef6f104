"""The API of the channels, in the terms of TM Forum."""
